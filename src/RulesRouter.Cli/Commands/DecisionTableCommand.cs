using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation;
using RulesRouter.Formats;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter table</c>: the decision of every policy for every task, for review.</summary>
internal static class DecisionTableCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var policy = new Option<string[]>("--policy") { Description = "name of a policy; repeatable; default: all of them" };
        var input = new Option<int>("--input") { Description = "input tokens of the request", DefaultValueFactory = _ => 4000 };
        var answer = new Option<int>("--output") { Description = "output tokens of the request", DefaultValueFactory = _ => 1000 };
        var at = new Option<string?>("--at")
        {
            Description = "time of the decisions (RFC 3339, for example 2026-05-26T03:42:02Z); default: now",
        };
        var policies = SharedOptions.Policies();
        var sample = SharedOptions.AllowSampleEvidence();
        var format = SharedOptions.Format("human", "json");
        var command = new Command("table", "show the decision of every policy for every task, as a Markdown table")
        {
            policy, input, answer, at, policies, sample, format,
        };
        var attributes = new AttributeOptions();
        attributes.AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = PolicyFolder.Load(PolicyPaths.Read(parsed.GetValue(policies)!), "none");
            if (folder.Set is not { } set)
            {
                FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            var names = parsed.GetValue(policy) is { Length: > 0 } asked ? asked : [.. set.Names];
            var point = new PolicyDecisionPoint(set, new Unclassified(), new DecisionSettings(parsed.GetValue(sample)));
            var time = TimestampOption.Read(parsed.GetValue(at)) ?? clock.GetUtcNow();
            var rows = ImmutableArray.CreateBuilder<DecisionRow>();
            foreach (var name in names)
            {
                foreach (var task in Enum.GetValues<TaskKind>())
                {
                    var request = new DecisionRequest
                    {
                        Policy = name,
                        Task = task,
                        Estimate = new TokenCounts(parsed.GetValue(input), null, parsed.GetValue(answer)),
                        Explain = true,
                    };
                    var decided = point.Decide(attributes.AddedTo(request, set.Find(name), parsed), time, RouterState.Healthy);
                    rows.Add(DecisionRow.Of(name, task, decided.Decision ?? throw Invalid(decided.Errors)));
                }
            }

            if (!parsed.GetValue(sample) && rows.All(row => row.Denial is not null))
            {
                error.WriteLine("every request is denied; if the evidence is sample evidence, --allow-sample-evidence counts it as known");
            }

            Write(output, rows.DrainToImmutable(), parsed.GetValue(format) == "json");
            return ExitCode.Fine;
        });
        return command;
    }

    private static UserError Invalid(ImmutableArray<RequestError> errors) =>
        new(string.Join('\n', errors.Select(problem => $"{problem.Pointer}: {problem.Message}")));

    private static void Write(TextWriter output, ImmutableArray<DecisionRow> rows, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(rows, JsonFormats.Indented));
            return;
        }

        foreach (var policy in rows.GroupBy(row => row.Policy))
        {
            output.WriteLine($"{policy.Key}:");
            output.WriteLine();
            output.WriteLine("| task | goes to | then | success | tokens | in total | solved | evidence |");
            output.WriteLine("|---|---|---|---|---|---|---|---|");
            foreach (var row in policy)
            {
                output.WriteLine(row.Denial is { } denial
                    ? $"| {row.Task} | denied: {denial} | | | | | | |"
                    : $"| {row.Task} | {row.Chain[0]} | {string.Join(", ", row.Chain.Skip(1))} | {Figure(row.Success, "0.00")} | {Figure(row.TokenUsd, "$0.0000")} | {Figure(row.TotalUsd, "$0.0000")} | {Figure(row.Solved, "0.00")} | {row.Evidence} |");
            }

            output.WriteLine();
        }
    }

    private static string Figure(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    /// <param name="Success">Of the first hop; null where success is not compared.</param>
    /// <param name="Evidence">Of the first hop's success, in words.</param>
    private sealed record DecisionRow(
        string Policy,
        string Task,
        string? Denial,
        IReadOnlyList<string> Chain,
        double? Success,
        double? TokenUsd,
        double? TotalUsd,
        double? Solved,
        string Evidence)
    {
        public static DecisionRow Of(string policy, TaskKind task, Decision decision) => new(
            policy,
            EnumNames<TaskKind>.NameOf(task),
            decision is Denied denied ? EnumNames<DenialCode>.NameOf(denied.Code) : null,
            [.. decision.Chain.Select(hop => (string)hop.Endpoint.Id)],
            decision.Chain is [var chosen, ..] ? chosen.Estimate.SuccessProbability : null,
            decision.Chain is [var first, ..] ? first.Estimate.TokenCostUsd : null,
            (decision as Routed)?.Expectation?.TotalUsd,
            (decision as Routed)?.Expectation?.Solved,
            (decision as Routed)?.Expectation?.Hops[0].Evidence ?? "");
    }

    /// <summary>Tasks and lengths are stated.</summary>
    private sealed class Unclassified : IPromptClassifier
    {
        public string Digest => "none";

        public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
    }
}
