using RulesRouter.Gateway.Chains;
using RulesRouter.Gateway.Checks;
using RulesRouter.Gateway.Dialects.Errors;
using RulesRouter.Gateway.Upstreams;

namespace RulesRouter.Gateway.Running;

/// <summary>Carries out chains: calls their hops until one answers, and gives the client the answer or the last error.</summary>
internal sealed class ChainRunner(
    UpstreamClients clients,
    UpstreamCredentials credentials,
    ErrorTable errors,
    AnswerJudge judge,
    TimeProvider clock)
{
    /// <param name="reasonAgainst">Why a hop must not be called now, such as an outage; null if it may.</param>
    /// <param name="report">Gets each call once, when it ends, also where the client has left.</param>
    public Task<ChainReport> Run(
        ClientCall call,
        ChainPlan plan,
        ClientResponse response,
        Func<ChainHop, string?> reasonAgainst,
        Action<CallReport> report)
    {
        var calls = new HopCalls(call, plan, response, clients, credentials, errors, clock);
        return new ChainRun(call, plan, response, calls, judge, reasonAgainst, report, clock).Run();
    }
}
