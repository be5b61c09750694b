using System.Collections.Immutable;
using System.Globalization;

namespace RulesRouter.Classifiers.Training.Chains;

/// <summary>The evaluation as text: one block per split.</summary>
internal static class ChainsReport
{
    private const int ChainsShown = 4;

    public static void Write(ChainsResult result, TextWriter writer)
    {
        var terms = result.Options.Terms;
        writer.WriteLine(
            Text($"an unsolved task costs ${terms.UnsolvedUsd:0.00##}, a wrong answer accepted ${terms.WrongAcceptedUsd:0.00##}; the verifier accepts {terms.FalseAccept:P0} of the wrong answers, rejects {terms.FalseReject:P0} of the right ones and costs ${terms.VerifyUsd:0.00##}"));
        writer.WriteLine(Text($"chains of at most {result.Options.MaxLength} attempts"));
        if (!result.LeftOut.IsEmpty)
        {
            writer.WriteLine($"omitted, because they did not run on every task: {string.Join(", ", result.LeftOut)}");
        }

        foreach (var measurement in result.Measurements)
        {
            writer.WriteLine();
            Write(measurement, writer);
        }
    }

    private static void Write(ChainsMeasurement measured, TextWriter writer)
    {
        writer.WriteLine(
            Text($"{measured.Split}: {measured.Trials} {(measured.Trials == 1 ? "trial" : "trials")}, {measured.Tasks} tasks"));
        writer.WriteLine("  bill/task   solved  dollars/task");
        foreach (var row in (BillSummary[])[measured.LearnedChain, measured.StaticChain, measured.BestSingleTrain, measured.Oracle])
        {
            Write(row, writer);
        }

        writer.WriteLine("  every model alone");
        foreach (var row in measured.Singles)
        {
            Write(row, writer);
        }

        Write("minus the static chain", measured.PairedDifference, measured.Trials, writer);
        Write("minus the single model", measured.OverBestSingle, measured.Trials, writer);
        Write("learned chains", measured.LearnedChains, writer);
        Write("static chains", measured.StaticChains, writer);
        writer.WriteLine(measured.LookedAtTask > 0
            ? Text($"  prompt and group were used in {measured.LookedAtTask:P0} of the trials")
            : "  prompt and group showed no gain on the training tasks and are not used");
    }

    private static void Write(BillSummary row, TextWriter writer) =>
        writer.WriteLine(Text($"  {row.BillPerTaskUsd,9:0.0000}{row.Solved,9:P1}{row.CostUsd,14:0.0000}  {row.Name}"));

    private static void Write(string over, PairedDifference difference, int trials, TextWriter writer)
    {
        writer.WriteLine(
            Text($"  learned {over}: {difference.MeanUsd:+0.0000;-0.0000;0.0000} (95%: {difference.Low:+0.0000;-0.0000;0.0000} … {difference.High:+0.0000;-0.0000;0.0000} over tasks{(difference.ExcludesZero ? "" : ", which holds 0")}{(trials > 1 ? Text($"; {difference.SplitsLow:+0.0000;-0.0000;0.0000} … {difference.SplitsHigh:+0.0000;-0.0000;0.0000} over trials; less in {difference.Wins:P0} of them") : "")})"));
    }

    private static void Write(string name, ImmutableArray<ChainShare> chains, TextWriter writer)
    {
        foreach (var (chain, index) in chains.Take(ChainsShown).Select((chain, index) => (chain, index)))
        {
            writer.WriteLine(Text($"  {(index == 0 ? name : ""),-15}{chain.Share,6:P0}  {string.Join(" → ", chain.Models)}"));
        }

        if (chains.Length > ChainsShown)
        {
            writer.WriteLine(
                Text($"  {"",-15}{chains.Skip(ChainsShown).Sum(chain => chain.Share),6:P0}  {chains.Length - ChainsShown} others"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
