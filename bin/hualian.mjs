#!/usr/bin/env node
import { install, run } from "../scripts/bootstrap.mjs";

install();
run("src/app/cli/main.ts", process.argv.slice(2));
