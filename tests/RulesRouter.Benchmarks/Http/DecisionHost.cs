using RulesRouter.Service;
using RulesRouter.Service.Options;

namespace RulesRouter.Benchmarks.Http;

/// <summary>The decision service as <c>rulesrouter serve</c> runs it, with its record.</summary>
internal static class DecisionHost
{
    /// <param name="pollMilliseconds">Interval between checks for changed files.</param>
    public static void Run(string url, string policies, string record, int pollMilliseconds)
    {
        var app = DecisionService.Build(
            new ServiceOptions
            {
                PoliciesPath = policies,
                Url = url,
                RecordPath = record,
                PollInterval = TimeSpan.FromMilliseconds(pollMilliseconds),
            },
            TimeProvider.System);
        if (DecisionService.RevisionOf(app) is null)
        {
            throw new InvalidOperationException(string.Join('\n', DecisionService.ProblemsOf(app)));
        }

        DecisionService.Rehearse(app).GetAwaiter().GetResult();
        app.Run();
    }
}
