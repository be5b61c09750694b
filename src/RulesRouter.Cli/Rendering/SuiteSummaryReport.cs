using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Suites.Proposing;
using RulesRouter.Suites.Reporting;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints the report of an evaluation suite, as text or JSON.</summary>
internal static class SuiteSummaryReport
{
    public static void Write(SuiteSummary summary, bool isJson, TextWriter output)
    {
        if (isJson)
        {
            output.WriteLine(AttemptReport.Json(new
            {
                scenarios = summary.Scenarios,
                isolation = summary.Isolation,
                models = summary.Models,
                failures = summary.Failures,
                byTask = summary.ByTask,
                bySize = summary.BySize,
                byArea = summary.ByArea,
                failuresTogether = summary.Together,
                chains = summary.Chains is { } chains ? JsonOf(chains) : null,
                attempts = AttemptReport.Attempts(summary.Attempts),
            }));
            return;
        }

        var (attempts, scenarios) = (
            ReportWords.Count(summary.Attempts.Length, "attempt"), ReportWords.Count(summary.Scenarios, "scenario"));
        output.WriteLine($"{attempts} at {scenarios}; {ReportWords.Isolated(summary.Isolation)}");
        output.WriteLine();
        AttemptReport.WriteTable(summary.Models, output);
        WriteFailures(summary, output);
        WriteShares("solved by task", summary.ByTask, output);
        WriteShares("solved by size of the merged change", summary.BySize, output);
        WriteShares("solved by area", summary.ByArea, output);
        WriteTogether(summary.Together, output);
        if (summary.Chains is { } compared)
        {
            WriteChains(compared, output);
        }
    }

    private static void WriteFailures(SuiteSummary summary, TextWriter output)
    {
        if (!summary.Failures.IsEmpty)
        {
            output.WriteLine();
            output.WriteLine("failures by kind");
        }

        foreach (var failure in summary.Failures)
        {
            output.WriteLine($"{failure.Attempts,6}  {failure.Model}: {ReportWords.Of(failure.Kind)}");
        }
    }

    private static void WriteShares(string title, ImmutableArray<SolvedShare> shares, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var share in shares)
        {
            output.WriteLine($"{$"{share.Solved}/{share.Attempts}",8}  {share.Part}");
        }
    }

    private static void WriteTogether(ImmutableArray<JointFailures> pairs, TextWriter output)
    {
        if (!pairs.IsEmpty)
        {
            output.WriteLine();
            output.WriteLine("failures together: a fallback helps where two models do not fail at the same scenarios");
        }

        foreach (var pair in pairs)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{$"{pair.BothFailed}/{pair.Scenarios}",8}  {pair.Model}, {pair.Other}; {pair.IfIndependent:0.0} if independent"));
        }
    }

    private static void WriteChains(PolicyChains chains, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"chains under policy {chains.Policy}");
        output.WriteLine(ReportWords.Of(chains));
        foreach (var compared in chains.Comparisons)
        {
            output.WriteLine(ReportWords.ScenariosOf(compared));
            var others = compared.OtherToday > 0 ? $"; {compared.OtherToday} of them attempt others" : "";
            Line("today", compared.Today, compared.TodayCost, others, output);
            Line("best", compared.Best, compared.BestCost, "", output);
            output.WriteLine($"  {Verdict(compared)}");
        }
    }

    private static void Line(string name, ImmutableArray<string> chain, ChainCost? cost, string note, TextWriter output) =>
        output.WriteLine($"  {name,-6} {ReportWords.ChainOf(chain)}{Price(chain, cost)}{note}");

    private static string Price(ImmutableArray<string> chain, ChainCost? cost) =>
        cost is not null
            ? string.Create(CultureInfo.InvariantCulture, $": ${ReportWords.Dollars(cost.Usd)} a task, {cost.Solved:0 %} solved")
        : chain.IsEmpty ? ""
        : ": cost unknown";

    private static string Verdict(ChainComparison compared)
    {
        var ineligible = compared.Ineligible.IsEmpty
            ? ""
            : $"; measured, but excluded by the policy or without a price: {string.Join(", ", compared.Ineligible)}";
        return compared switch
        {
            { Best.IsEmpty: true } => $"no endpoint of the suite or of today's choice can be compared{ineligible}",
            { IsChange: false } => $"today's choice is the best of these{ineligible}",
            { Saving: { } saving } => string.Create(
                CultureInfo.InvariantCulture,
                $"saving ${saving.Usd:0.0000} a task, 95 % interval ${saving.Low:0.0000} to ${saving.High:0.0000}; above 0 in {saving.Positive:0 %} of {saving.Draws} draws{ineligible}"),
            _ => $"saving unknown: today's choice denies these requests, or has no known price{ineligible}",
        };
    }

    private static object JsonOf(PolicyChains chains) => new
    {
        policy = chains.Policy,
        outcomes = chains.Outcomes,
        unknownEndpoints = chains.UnknownEndpoints,
        comparisons = chains.Comparisons.Select(compared => new
        {
            task = EnumNames<TaskKind>.NameOf(compared.Task),
            scenarios = compared.Scenarios,
            attributes = compared.Attributes,
            rule = compared.QualifiedRule,
            today = new { chain = compared.Today, others = compared.OtherToday, cost = compared.TodayCost },
            best = new { chain = compared.Best, cost = compared.BestCost },
            saving = compared.Saving,
            isChange = compared.IsChange,
            ineligible = compared.Ineligible,
        }),
    };
}
