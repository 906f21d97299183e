/**
 * Proofs of a flow's answer that can be checked without trusting who found it, in one walk over nodes and arcs.
 *
 * optimal: the flow keeps every bound and balance, and with the prices every arc is in order: reduced cost 0 between its bounds, ≥ 0 at the
 * lower, ≤ 0 at the upper (complementary slackness; then no other flow costs less). infeasible: the nodes of the cut have more supply, or
 * less, than the arcs between them and the rest can take (A. J. Hoffman's condition). unbounded: a flow that keeps all bounds and a closed
 * walk of negative cost with no bound ahead.
 */
import { costOf, type FlowNetwork, type FlowResult, type InfeasibleFlow, type OptimalFlow, type UnboundedFlow, type WholeNumbers } from "./flow.ts";

/** `fault` names the first thing that is wrong, for a log or a test. */
export type Proof = { readonly holds: true } | { readonly holds: false; readonly fault: string };

const HOLDS: Proof = { holds: true };
const no = (fault: string): Proof => ({ holds: false, fault });

export function certificate(network: FlowNetwork, result: FlowResult): Proof {
  if (result.status === "optimal") return optimal(network, result);
  return result.status === "infeasible" ? infeasible(network, result) : unbounded(network, result);
}

function optimal(network: FlowNetwork, { flow, price, reducedCost, objective }: OptimalFlow): Proof {
  const kept = feasible(network, flow);
  if (!kept.holds) return kept;
  const { from, to, cost, lower, upper } = network;
  for (let arc = 0; arc < flow.length; arc++) {
    const reduced = cost[arc]! + price[from[arc]!]! - price[to[arc]!]!;
    if (reduced !== reducedCost[arc]) return no(`arc ${arc}: the reduced cost is ${reduced}, not ${reducedCost[arc]}`);
    if (reduced > 0 && flow[arc] !== (lower?.[arc] ?? 0)) return no(`arc ${arc}: less on it would be cheaper`);
    if (reduced < 0 && flow[arc] !== upper[arc]) return no(`arc ${arc}: more on it would be cheaper`);
  }
  return costOf(network, flow) === objective ? HOLDS : no(`the flow costs ${costOf(network, flow)}, not ${objective}`);
}

/** Every amount whole and within its bounds, every node in balance. */
function feasible({ nodes, supply, from, to, lower, upper }: FlowNetwork, flow: WholeNumbers): Proof {
  if (flow.length !== from.length) return no(`there are ${from.length} arcs and ${flow.length} flows`);
  const out = new Float64Array(nodes);
  for (let arc = 0; arc < flow.length; arc++) {
    const amount = flow[arc]!;
    if (!Number.isSafeInteger(amount)) return no(`arc ${arc} carries ${amount}`);
    if (amount < (lower?.[arc] ?? 0) || amount > upper[arc]!) return no(`arc ${arc} carries ${amount}, outside its bounds`);
    out[from[arc]!] = out[from[arc]!]! + amount;
    out[to[arc]!] = out[to[arc]!]! - amount;
  }
  for (let node = 0; node < nodes; node++) if (out[node] !== supply[node]) return no(`node ${node} sends out ${out[node]} and has ${supply[node]}`);
  return HOLDS;
}

function infeasible({ nodes, supply, from, to, lower, upper }: FlowNetwork, { because }: InfeasibleFlow): Proof {
  if (because.kind === "bounds") return upper[because.arc]! < (lower?.[because.arc] ?? 0) ? HOLDS : no(`the bounds of arc ${because.arc} agree`);
  const inside = new Uint8Array(nodes);
  let own = 0;
  for (const node of because.nodes) {
    if (inside[node] === 1) return no(`node ${node} is named twice`);
    inside[node] = 1;
    own += supply[node]!;
  }
  let [least, most] = [0, 0];
  for (let arc = 0; arc < from.length; arc++) {
    const [start, goal] = [inside[from[arc]!], inside[to[arc]!]];
    if (start === goal) continue;
    const [low, high] = [lower?.[arc] ?? 0, upper[arc]!];
    least += start === 1 ? low : -high;
    most += start === 1 ? high : -low;
  }
  return own > most || own < least ? HOLDS : no(`${own} may leave the cut: from ${least} to ${most} can`);
}

function unbounded(network: FlowNetwork, { flow, cycle }: UnboundedFlow): Proof {
  const kept = feasible(network, flow);
  if (!kept.holds) return kept;
  const { from, to, cost, upper } = network;
  let total = 0;
  for (const [place, arc] of cycle.entries()) {
    if (to[arc] !== from[cycle[(place + 1) % cycle.length]!]) return no(`the cycle breaks off after arc ${arc}`);
    if (upper[arc] !== Infinity) return no(`arc ${arc} of the cycle has an upper bound`);
    total += cost[arc]!;
  }
  return total < 0 ? HOLDS : no(`the cycle costs ${total}`);
}
