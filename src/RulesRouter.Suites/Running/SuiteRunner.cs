using System.Collections.Immutable;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Running;

/// <summary>Runs models under test against a checked suite: every scenario, model and format is an attempt.</summary>
internal sealed class SuiteRunner(string suite, RunOptions options, AttemptTools tools)
{
    private readonly ResultFiles results = new(suite);
    private int leftOut;

    /// <summary>Of this run; results of earlier runs are free.</summary>
    public Spending Spending { get; } = new(options.MaxUsd);

    /// <summary>Attempts that did not start, because of the limit in dollars.</summary>
    public int LeftOut => leftOut;

    /// <param name="isDone">Called after each attempt, on any thread; the flag says whether the result is of an earlier run.</param>
    /// <returns>Sorted by scenario, model and format; attempts that the budget stopped are absent.</returns>
    /// <exception cref="FormatException">The suite has no checked scenario; the message says what to do.</exception>
    public async Task<ImmutableArray<AttemptResult>> Run(Action<AttemptResult, bool> isDone, CancellationToken stop)
    {
        var scenarios = SuiteFolder.Read(suite).Where(scenario => !scenario.FailToPass.IsEmpty).ToList();
        if (scenarios.Count == 0)
        {
            throw new FormatException($"no scenario of `{suite}` is checked; run `rulesrouter suite check {suite}` first");
        }

        var attempts =
            (from scenario in scenarios
             from model in options.Models
             from format in model.Command is null ? model.Formats.Select(format => (EditFormat?)format) : [null]
             select (scenario, model, format)).ToList();
        var done = new AttemptResult?[attempts.Count];
        await Parallel.ForAsync(
            0,
            attempts.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = stop },
            async (index, ending) =>
            {
                var (scenario, model, format) = attempts[index];
                done[index] = await Attempted(scenario, model, format, isDone, ending).ConfigureAwait(false);
            }).ConfigureAwait(false);
        return [.. done.OfType<AttemptResult>()];
    }

    private async Task<AttemptResult?> Attempted(
        Scenario scenario,
        ModelUnderTest model,
        EditFormat? format,
        Action<AttemptResult, bool> isDone,
        CancellationToken stop)
    {
        var key = ResultFiles.KeyOf(scenario, model, format);
        if (results.Find(key) is { } earlier)
        {
            if (model.UsdPerAttempt is { } stated && stated != earlier.CostUsd)
            {
                earlier = earlier with { CostUsd = stated };
                results.Keep(key, earlier);
            }

            isDone(earlier, true);
            return earlier;
        }

        if (!Spending.AllowsAnother)
        {
            Interlocked.Increment(ref leftOut);
            return null;
        }

        var attempt = new ScenarioAttempt(scenario, Path.Combine(suite, scenario.Id), model, tools);
        var result = await attempt.Run(format ?? default, stop).ConfigureAwait(false);
        Spending.Add(result);
        results.Keep(key, result);
        isDone(result, false);
        return result;
    }
}
