using System.Globalization;

namespace RulesRouter.Classifiers.Training.Measuring;

/// <summary>Writes an evaluation as text: one block per pair, then the means, then the tasks.</summary>
internal static class EvaluateReport
{
    private const int PlotWidth = 40;

    public static void Write(EvaluateResult result, TextWriter writer)
    {
        foreach (var pair in result.Pairs)
        {
            Write(pair, writer);
        }

        foreach (var summary in result.Summaries)
        {
            writer.WriteLine(Text($"Mean over {summary.Pairs} pairs, {summary.Split}"));
            writer.WriteLine(
                Text($"  APGR {summary.Apgr:F3} · over the best baseline {Of(summary.OverTrivial)} · over the prototype {Of(summary.OverPrototype)}"));
            writer.WriteLine(
                Text($"  share of the oracle's gain {summary.OracleShare:P0} · debiased ECE {summary.DebiasedEce:F3} · Brier skill {summary.Skill:F3}"));
            writer.WriteLine();
        }

        if (result.Contest is { } contest)
        {
            foreach (var line in contest.Lines)
            {
                writer.WriteLine(line);
            }

            writer.WriteLine();
        }

        foreach (var tasks in result.Tasks)
        {
            Write(tasks, writer);
        }

        if (result.Forms.Count > 0)
        {
            writer.WriteLine("Forms with one task, over all labelled prompts");
            writer.WriteLine("  form                task                  prompts  precision  lower bound");
            foreach (var form in result.Forms)
            {
                writer.WriteLine(Text(
                    $"  {form.Form,-20}{form.Task,-22}{form.Prompts,7}{(double)form.Right / Math.Max(1, form.Prompts),11:F3}{form.LowerBound,13:F3}"));
            }

            writer.WriteLine();
        }

        if (result.Kinds.Count > 0)
        {
            writer.WriteLine("Kinds within a known task, over all labelled prompts");
            writer.WriteLine("  kind                prompts  precision  lower bound  labelled  found  label without kind");
            foreach (var kind in result.Kinds)
            {
                var (precision, recall) = ((double)kind.Right / Math.Max(1, kind.Prompts), (double)kind.Right / Math.Max(1, kind.Labelled));
                writer.WriteLine(Text(
                    $"  {kind.Kind,-20}{kind.Prompts,7}{precision,11:F3}{kind.LowerBound,13:F3}{kind.Labelled,10}{recall,7:F2}{kind.Unlabelled,20}"));
            }

            writer.WriteLine();
        }

        foreach (var note in result.Notes)
        {
            writer.WriteLine($"note: {note}");
        }
    }

    private static void Write(PairMeasurement pair, TextWriter writer)
    {
        writer.WriteLine(Text($"{pair.DataSet} · {pair.Pair.Weak} | {pair.Pair.Strong} · {pair.Rows} rows · {pair.Split}"));
        Write("weak", pair.WeakAccuracy, pair.Weak, writer);
        Write("strong", pair.StrongAccuracy, pair.Strong, writer);
        writer.WriteLine("  score        APGR   95% interval       CPT(50%)  CPT(80%)");
        foreach (var score in pair.Scores)
        {
            writer.WriteLine(Text(
                $"  {score.Score,-11}{score.Apgr.Value,6:F3}  {score.Apgr.Low,6:F3} … {score.Apgr.High,-6:F3}{score.Cpt50,10:P1}{score.Cpt80,10:P1}"));
        }

        writer.WriteLine(
            Text($"  over {pair.BestTrivial} {Of(pair.OverTrivial)} · over the prototype {Of(pair.OverPrototype)} · {pair.OracleShare:P0} of the oracle's gain"));
        writer.WriteLine("  predicted  observed   rows");
        foreach (var bin in pair.Reliability)
        {
            var plot = new char[PlotWidth + 1];
            Array.Fill(plot, '·');
            plot[(int)Math.Round(bin.Predicted * PlotWidth)] = '|';
            plot[(int)Math.Round(bin.Observed * PlotWidth)] = 'o';
            writer.WriteLine(Text($"  {bin.Predicted,9:F3}{bin.Observed,10:F3}{bin.Rows,7}  {new string(plot)}"));
        }

        writer.WriteLine();
    }

    private static void Write(string name, double accuracy, Calibration calibration, TextWriter writer) =>
        writer.WriteLine(Text(
            $"  {name,-7} solves {accuracy:F3} · AUC {calibration.Auc:F3} · Brier {calibration.Brier:F3} · ECE {calibration.Ece:F3}, debiased {calibration.DebiasedEce:F3} · skill {calibration.Skill:F3}"));

    private static void Write(TaskMeasurement tasks, TextWriter writer)
    {
        writer.WriteLine(Text($"Tasks, {tasks.Split}: {tasks.Mean.Prompts} prompts"));
        writer.WriteLine("                                      prompts   forced    right    wrong  unknown");
        Write([tasks.Mean, tasks.NotEnglish], writer);
        Write("task", tasks.ByTask, writer);
        Write("length in characters", tasks.ByLength, writer);
        Write("language", tasks.ByLanguage, writer);
        Write("source", tasks.BySource, writer);
        writer.WriteLine("  by confidence                       prompts  confidence  right");
        foreach (var bin in tasks.Calibration)
        {
            writer.WriteLine(Text($"{"",36}{bin.Prompts,9}{bin.Confidence,12:F3}{bin.Right,7:F3}"));
        }

        writer.WriteLine("  task as labelled: as answered");
        foreach (var (task, answers) in tasks.Confusion)
        {
            writer.WriteLine(Text($"    {task,-22}{string.Join(", ", answers.Select(answer => $"{answer.Key} {answer.Value}"))}"));
        }

        writer.WriteLine();
    }

    private static void Write(string what, IReadOnlyList<TaskShares> shares, TextWriter writer)
    {
        writer.WriteLine($"  by {what}");
        Write(shares, writer);
    }

    private static void Write(IEnumerable<TaskShares> shares, TextWriter writer)
    {
        foreach (var share in shares)
        {
            writer.WriteLine(Text(
                $"    {share.Name,-32}{share.Prompts,9}{share.Forced,9:F3}{share.Right,9:F3}{share.Wrong,9:F3}{1 - share.Right - share.Wrong,9:F3}"));
        }
    }

    private static string Of(Interval? interval) => interval?.ToString() ?? "not measured";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
