using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Service.Tests.Checking;

public sealed class ReferenceSamplingTests
{
    private const string Request = """{ "policy": "small", "prompt": "a secret prompt", "attributes": { "team": "ide" } }""";

    [Fact]
    public async Task RulesEngine_serves_a_policy_with_a_faulty_index_until_the_next_reload()
    {
        using var policies = new SmallPolicies();
        using var log = new CapturedLog();
        await using var service = await RunningService.Start(policies.Path, options => options with { CheckEvery = 2 });
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var router = service.Services.GetRequiredService<Router>();
        router.Current!.Set.Find("small")!.FaultyIndex = new EveryRuleMatches();

        var first = await service.Decide(Request);
        Assert.Equal("denied", first.Json.GetProperty("outcome").GetString());
        await service.Decide(Request);
        await RunningService.Until(() => service.Decide(Request), answer => answer.Chosen == "one/m");

        // RulesEngine serves before the disagreement is counted and logged.
        await RunningService.Until(() => Task.FromResult(log.Errors.Count()), errors => errors == 2);
        Assert.Equal(1, service.Metrics.Sum("rulesrouter.reference.disagreed"));
        Assert.Equal(1, service.Metrics.Sum("rulesrouter.reference.serving"));
        Assert.Equal(
            [
                "policy small: small/no-interns is true in the index and false in RulesEngine (team: \"ide\")",
                "policy small: the index and RulesEngine disagree about 1 rule(s); RulesEngine serves the policy until the next reload",
            ],
            log.Errors);

        policies.Write("policy.yaml", $"# reloaded\n{SmallPolicies.Policy}");
        await RunningService.Until(() => Task.FromResult(service.Metrics.Sum("rulesrouter.reference.serving")), serving => serving == 0);
        Assert.Equal("one/m", (await service.Decide(Request)).Chosen);
    }

    private sealed class EveryRuleMatches : IRuleMatcher
    {
        public void Match(RequestFacts facts, Matches matches)
        {
            matches.Clear();
            matches.Add(0, certain: true);
            matches.Add(1, certain: true);
        }
    }

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> errors = new();

        public IEnumerable<string> Errors => errors;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState,
            Exception?,
            string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
