using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Checking;

/// <summary>
/// Runs a scenario's tests on the files before the change (once), with the tests of the change alone, and with the whole change (three
/// times each), every time in a fresh work tree.
/// </summary>
internal sealed class ScenarioChecker(Sandbox sandbox)
{
    public const int Repetitions = 3;

    public async Task<ScenarioCheck> Check(Scenario scenario, string folder, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        ScenarioCheck Dropped(DropReason reason, string? detail, ImmutableArray<string> flaky = default) =>
            new(scenario.Id, reason, detail, [], [], flaky.IsDefault ? [] : flaky, Stopwatch.GetElapsedTime(started));

        var (withTests, withGold) = (new List<Run>(), new List<Run>());
        var before = await Tested(scenario, folder, [], stop).ConfigureAwait(false);
        if (before.Failure is { } unusable)
        {
            return Dropped(unusable.Reason, unusable.Detail);
        }

        for (var n = 0; n < Repetitions; n++)
        {
            withTests.Add(await Tested(scenario, folder, [scenario.TestPatch], stop).ConfigureAwait(false));
            withGold.Add(await Tested(scenario, folder, [scenario.TestPatch, scenario.GoldPatch], stop).ConfigureAwait(false));
            if (withTests[n].Failure is { } failed)
            {
                return Dropped(failed.Reason, failed.Detail);
            }

            if (withGold[n].Failure is { } broken)
            {
                return Dropped(broken.Reason, broken.Detail);
            }

            if (!withGold[n].Outcomes.ContainsValue(TestOutcome.Passed))
            {
                return Dropped(DropReason.DoesNotBuild, withGold[n].LastLine);
            }
        }

        var compared = TestComparison.Of(
            before.Outcomes,
            [.. withTests.Select(run => run.Outcomes)],
            [.. withGold.Select(run => run.Outcomes)]);
        return !compared.FailToPass.IsEmpty
            ? new ScenarioCheck(
                scenario.Id, null, null, compared.FailToPass, compared.PassToPass, compared.Flaky, Stopwatch.GetElapsedTime(started))
            : compared.Flaky.FirstOrDefault() is { } unsteady ? Dropped(DropReason.Flaky, unsteady, compared.Flaky)
            : compared.StillFailing is { } failing ? Dropped(DropReason.GoldFails, failing)
            : Dropped(DropReason.PassesWithoutChange, null);
    }

    private async Task<Run> Tested(Scenario scenario, string folder, IReadOnlyList<string> patches, CancellationToken stop)
    {
        try
        {
            return await TestedOrThrow(scenario, folder, patches, stop).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            return new Run((DropReason.DoesNotExtract, exception.Message.TrimEnd('.')), [], "");
        }
    }

    private async Task<Run> TestedOrThrow(Scenario scenario, string folder, IReadOnlyList<string> patches, CancellationToken stop)
    {
        using var tree = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
        foreach (var patch in patches)
        {
            if (!await tree.Apply(patch, stop).ConfigureAwait(false))
            {
                return new Run((DropReason.DoesNotApply, patch == scenario.TestPatch ? "the tests" : "the merged change"), [], "");
            }
        }

        var tested = await new ScenarioTests(sandbox).Run(scenario, tree, stop).ConfigureAwait(false);
        return tested.OverLimit is { } limit
            ? new Run((DropReason.OverLimit, limit), [], "")
            : new Run(null, tested.Results.Outcomes.ToDictionary(StringComparer.Ordinal), tested.LastLine);
    }

    private sealed record Run((DropReason Reason, string Detail)? Failure, Dictionary<string, TestOutcome> Outcomes, string LastLine);
}
