using System.Diagnostics;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.MergeReady;
using RulesRouter.Suites.Sandboxing;
using RulesRouter.Suites.Scenarios;
using RulesRouter.Suites.Testing;

namespace RulesRouter.Suites.Running;

/// <summary>Lets one model attempt one scenario in a fresh work tree, and judges what it leaves by the scenario's tests.</summary>
internal sealed class ScenarioAttempt(Scenario scenario, string folder, ModelUnderTest model, AttemptTools tools)
{
    private const int MaxShownOutput = 6_000;

    /// <summary>Characters of a token at least, for the length of a prompt that was never counted.</summary>
    private const int CharactersPerToken = 3;

    /// <param name="format">Ignored for an agent.</param>
    public async Task<AttemptResult> Run(EditFormat format, CancellationToken stop)
    {
        using var basis = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
        using var gold = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
        await gold.Apply(scenario.TestPatch, stop).ConfigureAwait(false);
        await gold.Apply(scenario.GoldPatch, stop).ConfigureAwait(false);
        var result = model.Command is null
            ? await OneShot(format, basis, gold, stop).ConfigureAwait(false)
            : await Agent(model.Command, basis, gold, stop).ConfigureAwait(false);
        return result with { FinishedAt = tools.Clock.GetUtcNow() };
    }

    private async Task<AttemptResult> OneShot(EditFormat format, WorkTree basis, WorkTree gold, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var messages = Prompt.Of(scenario, format, basis);
        var result = Blank() with { Format = format, CostUsd = model.UsdPerAttempt ?? 0 };
        while (true)
        {
            var answer = await tools.Api.Ask(model, messages, scenario.Attributes, stop).ConfigureAwait(false);
            result = Paid(result with { Rounds = result.Rounds + 1 }, answer, messages);
            if (answer.Text is null)
            {
                return result with { InfrastructureFailure = answer.Failure };
            }

            using var tree = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
            var malformed = await EditApplication.Apply(answer.Text, format, tree, stop).ConfigureAwait(false);
            result = result with
            {
                Malformed = malformed,
                MalformedAnswers = result.MalformedAnswers + (malformed is null ? 0 : 1),
                Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            };
            var problem = malformed is null ? null : $"The answer could not be applied: {malformed}";
            if (malformed is null)
            {
                (result, problem) = await Judged(result, tree, basis, gold, stop).ConfigureAwait(false);
            }

            if (problem is null || result.InfrastructureFailure is not null || result.Rounds > model.RepairRounds)
            {
                return result;
            }

            messages = [.. messages, new Message("assistant", answer.Text), Prompt.Repair(problem)];
        }
    }

    private async Task<AttemptResult> Agent(string command, WorkTree basis, WorkTree gold, CancellationToken stop)
    {
        using var tree = await WorkTree.Extract(folder, stop).ConfigureAwait(false);
        var access = new CommandAccess(true, false, [], [.. model.Variables]);
        var ended = await tools.Sandbox.Run(command, tree.Folder, access, scenario.Instruction + "\n", stop).ConfigureAwait(false);
        var result = Blank() with
        {
            Rounds = 1,
            Seconds = ended.Elapsed.TotalSeconds,
            Endpoint = model.Endpoint,
            CostUsd = model.UsdPerAttempt,
        };
        return ended.End == CommandEnd.Exited && ended.ExitCode is 126 or 127
            ? result with { InfrastructureFailure = $"the command cannot be run: {ended.Output.Trim()}" }
            : (await Judged(result, tree, basis, gold, stop).ConfigureAwait(false)).Result;
    }

    private async Task<(AttemptResult Result, string? Problem)> Judged(
        AttemptResult result,
        WorkTree tree,
        WorkTree basis,
        WorkTree gold,
        CancellationToken stop)
    {
        result = result with
        {
            Patch = await tree.PatchFrom(basis, stop).ConfigureAwait(false),
            Edits = AcceptedVersions.DistanceOf(tree, basis, gold, folder),
        };
        tree.RestoreJudging(gold);
        var tested = await new ScenarioTests(tools.Sandbox).Run(scenario, tree, stop).ConfigureAwait(false);
        int Passed(IEnumerable<string> names) =>
            names.Count(name => tested.Results.Outcomes.TryGetValue(name, out var outcome) && outcome == TestOutcome.Passed);
        result = result with
        {
            Builds = tested.Results.Outcomes.Count > 0,
            FailToPassPassed = Passed(scenario.FailToPass),
            PassToPassPassed = Passed(scenario.PassToPass),
        };
        return (result, result.Solved ? null : $"The tests fail:\n\n{Shown(tested)}");
    }

    private static string Shown(TestedTree tested)
    {
        var failed = tested.Results.Outcomes.Where(pair => pair.Value == TestOutcome.Failed)
            .Select(pair => pair.Key)
            .Order(StringComparer.Ordinal);
        var output = tested.Last.Output;
        var end = output[Math.Max(0, output.Length - MaxShownOutput)..];
        return $"{string.Join('\n', failed)}\n\n{tested.OverLimit ?? end}".Trim();
    }

    private AttemptResult Paid(AttemptResult result, Answer answer, IReadOnlyList<Message> asked)
    {
        var endpoint = answer.Endpoint ?? model.Endpoint;
        return result with
        {
            Endpoint = endpoint,
            InputTokens = result.InputTokens + answer.InputTokens,
            CachedInputTokens = result.CachedInputTokens + answer.CachedInputTokens,
            OutputTokens = result.OutputTokens + answer.OutputTokens,
            CostUsd = model.UsdPerAttempt is null ? result.CostUsd + CostOf(endpoint, answer, asked) : result.CostUsd,
        };
    }

    /// <summary>Null if unknown. An answer that came too late is charged at its worst case.</summary>
    private decimal? CostOf(string? endpoint, Answer answer, IReadOnlyList<Message> asked)
    {
        if (answer.Text is not null)
        {
            return answer.CostUsd ?? (endpoint is null ? null : tools.PriceOf(endpoint, answer));
        }

        var longest = answer with
        {
            InputTokens = asked.Sum(message => message.Content.Length) / CharactersPerToken,
            OutputTokens = model.MaxOutputTokens,
        };
        return !answer.MayBeCharged ? 0 : endpoint is null ? null : tools.PriceOf(endpoint, longest);
    }

    private AttemptResult Blank() => new()
    {
        Scenario = scenario.Id,
        Model = model.Name,
        Isolation = tools.Sandbox.Isolation,
        FailToPassTotal = scenario.FailToPass.Length,
        PassToPassTotal = scenario.PassToPass.Length,
    };
}
