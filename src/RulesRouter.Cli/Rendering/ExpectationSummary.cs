using System.Globalization;
using RulesRouter.Decisions;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints the expected cost of a chain: a line per hop, then the total.</summary>
internal static class ExpectationSummary
{
    private const int BarWidth = 20;

    public static void Write(TextWriter to, Expectation expected)
    {
        to.WriteLine("expected, hop by hop        reached  right if reached  adds $     adds s");
        foreach (var hop in expected.Hops)
        {
            to.WriteLine(
                Text($"  {Bar(hop.Reach)}  {hop.Reach,7:0.000}  {hop.SuccessIfReached,16:0.000}  {hop.Usd,9:0.000000}  {Seconds(hop),6}  {hop.Endpoint} ({hop.Evidence})"));
        }

        var terms = expected.Terms;
        to.WriteLine(
            Text($"  {Bar(expected.Unsolved)}  {expected.Unsolved,7:0.000}  {"unsolved",16}  {expected.Unsolved * terms.UnsolvedUsd,9:0.000000}"));
        to.WriteLine(
            Text($"expected total ${expected.TotalUsd:0.000000}, {Seconds(expected.Seconds)} s; solved {expected.Solved:0.000}, wrong but accepted {expected.WrongAccepted:0.000}, unsolved {expected.Unsolved:0.000}"));
        foreach (var hop in expected.Hops.Where(hop => hop.ImputedSeconds > 0))
        {
            to.WriteLine(
                Text($"  of it ~{hop.ImputedSeconds:0.0} s, ${hop.ImputedUsd:0.000000}: waiting for {hop.Endpoint}, whose latency is unknown, by the slowest known one"));
        }

        to.WriteLine(Text($"  ranked at quantile {terms.Quantile:0.##}: ${expected.RankedUsd:0.000000}{Other(expected)}"));
        to.WriteLine(
            Text($"  unsolved ${terms.UnsolvedUsd:0.####}, wrong accepted ${terms.WrongAcceptedUsd:0.####}, edit ${terms.EditUsd:0.####}, minute ${terms.TimeUsdPerMinute:0.####}, verification ${terms.VerifyUsd:0.####} (accepts {terms.FalseAccept:P0} of wrong, rejects {terms.FalseReject:P0} of right)"));
        to.WriteLine(
            Text($"  searched {expected.Search.Chains} chains over {expected.Search.Considered} of {expected.Search.Believed} endpoints with a price ({expected.Search.Eligible} eligible){(expected.Search.IsExact ? "" : ", truncated")}; learned from {expected.LearnedEpoch} outcomes{(expected.Explored ? "; the first hop explores" : "")}"));
    }

    private static string Other(Expectation expected) => expected.RunnerUp is { } other
        ? Text($"; runner-up {string.Join(" → ", other.Chain)} ${other.RankedUsd:0.000000} (mean ${other.TotalUsd:0.000000})")
        : "; there is no runner-up";

    /// <summary>An imputed one with a tilde.</summary>
    private static string Seconds(HopOutlook hop) =>
        hop.ImputedSeconds > 0 ? Text($"~{hop.ImputedSeconds:0.0}") : Seconds(hop.Seconds);

    private static string Seconds(double? seconds) => seconds is { } known ? known.ToString("0.0", CultureInfo.InvariantCulture) : "?";

    private static string Bar(double share)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        return new string('█', full) + new string('·', BarWidth - full);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
