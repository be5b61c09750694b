using RulesRouter.Service;

namespace RulesRouter.Benchmarks.Http;

/// <summary>The decision service as <c>rulesrouter serve</c> runs it, with its record; it looks for changed files more often.</summary>
internal static class DecisionHost
{
    public static void Run(string url, string policies, string record)
    {
        var app = DecisionService.Build(new ServiceOptions { PoliciesPath = policies, Url = url, RecordPath = record, PollInterval = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);
        if (DecisionService.RevisionOf(app) is null)
        {
            throw new InvalidOperationException(string.Join('\n', DecisionService.ProblemsOf(app)));
        }

        app.Run();
    }
}
