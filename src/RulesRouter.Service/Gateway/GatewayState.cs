using RulesRouter.Decisions;
using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Running;
using RulesRouter.Service.StateKeeping;
using RulesRouter.State;

namespace RulesRouter.Service.Gateway;

/// <summary>What the gateway's calls mean for budgets, health and latency.</summary>
internal static class GatewayState
{
    /// <summary>
    /// A call that the upstream rejected costs nothing; one that it accepted and did not bill in its answer costs its worst case, as far as
    /// is known. A call that the client left says nothing about the endpoint.
    /// </summary>
    public static void Report(ServiceState state, string decisionId, Routed routed, CallReport call)
    {
        if (!routed.Budgets.IsEmpty)
        {
            Settle(state, decisionId, routed, call);
        }

        state.Settled(decisionId, call.Hop, call.CostUsd);
        if (!call.IsCancelled)
        {
            state.Count(
                decisionId,
                call.Hop,
                new HopReport(
                    call.Endpoint.Id,
                    call.Failed,
                    call.FirstContent?.TotalMilliseconds,
                    call.Duration.TotalMilliseconds,
                    call.Usage is { } stated ? (int)Math.Min(int.MaxValue, stated.Output) : null));
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
