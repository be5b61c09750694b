using RulesRouter.Decisions;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Running;
using RulesRouter.Gateway.Upstreams;
using RulesRouter.Service.StateKeeping;
using RulesRouter.State;

namespace RulesRouter.Service.Gateway;

/// <summary>What the gateway's calls mean for budgets, health and latency.</summary>
internal static class GatewayState
{
    /// <summary>
    /// A call that the upstream rejected costs nothing; one that it accepted and did not bill in its answer costs its worst case, as far as
    /// is known. A count of tokens draws on no budget, also not of requests. A call that the client left says nothing about the endpoint.
    /// </summary>
    public static void Report(ServiceState state, ClientCall call, Routed routed, CallReport ended)
    {
        if (!routed.Budgets.IsEmpty && call.Kind != CallKind.CountTokens)
        {
            Settle(state, call.DecisionId, routed, ended);
        }

        state.Settled(call.DecisionId, ended.Hop, ended.CostUsd);
        if (!ended.IsCancelled)
        {
            state.Count(
                call.DecisionId,
                ended.Hop,
                new HopReport(
                    ended.Endpoint.Id,
                    ended.Failed,
                    ended.FirstContent?.TotalMilliseconds,
                    ended.Duration.TotalMilliseconds,
                    ended.Usage is { } stated ? (int)Math.Min(int.MaxValue, stated.Output) : null));
        }
    }

    private static void Settle(ServiceState state, string decisionId, Routed routed, CallReport call)
    {
        var isFree = call.Reached is Reached.NotSent or Reached.Rejected;
        state.Budgets.Settle(
            decisionId,
            call.Hop,
            call.CostUsd ?? (isFree ? 0 : routed.Hops[call.Hop].Estimate.WorstCaseUsd),
            call.Usage is { } usage ? (long)Math.Ceiling(usage.Input + usage.Output) : isFree ? 0 : null,
            isLast: false);
    }
}
