using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Names;
using RulesRouter.Suites.Proposing;
using RulesRouter.Suites.Sandboxing;

namespace RulesRouter.Suites.Reporting;

/// <summary>Parts of a report in words, the same in the terminal and on a page.</summary>
internal static class ReportWords
{
    public static string Of(FailureKind kind) => kind switch
    {
        FailureKind.Malformed => "malformed answer",
        FailureKind.DoesNotBuild => "no test result",
        FailureKind.TargetTestsFail => "tests of the change fail",
        FailureKind.OtherTestsBreak => "tests that passed before fail",
    };

    public static string Isolated(Isolation isolation) => isolation switch
    {
        Isolation.Bubblewrap => "commands and tests ran apart from the machine's files, tests also without network (bubblewrap)",
        Isolation.NetworkOnly => "tests ran without network, but commands and tests could read and write the machine's files (no bubblewrap)",
        Isolation.None => "commands and tests ran with network and the machine's files (neither bubblewrap nor unshare worked)",
    };

    public static string Of(PolicyChains chains)
    {
        var unknown = chains.UnknownEndpoints.IsEmpty
            ? ""
            : $" Not in the catalog, and left out: {string.Join(", ", chains.UnknownEndpoints)}.";
        return $"Expected total cost of a task by the economics of the policy, with beliefs that {Count(chains.Outcomes, "outcome")} of this suite updated, and the dollars and seconds that it measured.{unknown}";
    }

    public static string ScenariosOf(ChainComparison compared)
    {
        var attributes = string.Concat(compared.Attributes.Select(pair => $", {pair.Key} {pair.Value}"));
        var (task, scenarios) = (EnumNames<TaskKind>.NameOf(compared.Task), Count(compared.Scenarios, "scenario"));
        return $"{task}{attributes}: {scenarios} (rule {compared.QualifiedRule})";
    }

    public static string ChainOf(ImmutableArray<string> chain) => chain.IsEmpty ? "none" : string.Join(", then ", chain);

    public static string Dollars(double? usd) => usd is { } known ? known.ToString("0.0000", CultureInfo.InvariantCulture) : "unknown";

    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
