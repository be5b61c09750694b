using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Serving;

/// <summary>Compares the serving tables with ML.NET's predictions for the probes, recorded when the artefact was trained.</summary>
internal static class ProbeAgreement
{
    private const float Tolerance = 1e-3f;

    /// <returns>The largest difference, relative to the size of the score.</returns>
    public static float LargestDifference(ClassifierParameters parameters)
    {
        var probes = Probes.Draw(parameters.Seed);
        var worst = 0f;
        foreach (var heads in parameters.Domains.OfType<DomainModel>().Select(model => model.Stack.Heads))
        {
            worst = MathF.Max(worst, OfLinear(heads.Grams, heads.Dense, heads.Scale, probes));
            worst = MathF.Max(worst, heads.Trees.Max(head => OfTrees(head, probes)));
        }

        return parameters.Tasks is { } tasks ? MathF.Max(worst, OfTasks(tasks, Probes.DrawTasks(parameters.Seed))) : worst;
    }

    public static bool Holds(ClassifierParameters parameters) => LargestDifference(parameters) <= Tolerance;

    private static float OfTasks(TaskModel tasks, TaskVector[] probes)
    {
        var scorer = new TaskScorer(tasks);
        var found = new float[tasks.Tasks.Length];
        var worst = 0f;
        for (var at = 0; at < probes.Length; at++)
        {
            scorer.Score(probes[at], found);
            TaskModel.ToProbabilities(found, 1);
            for (var task = 0; task < found.Length; task++)
            {
                worst = MathF.Max(worst, Difference(found[task], tasks.ProbeScores[at * found.Length + task]));
            }
        }

        return worst;
    }

    private static float OfLinear(LinearHead[] grams, LinearHead[] dense, DenseScale scale, PromptVector[] probes)
    {
        var (gramHeads, denseHeads) = (new GramHeads(grams), new DenseHeads(dense));
        var logits = new float[BucketTable.Lanes];
        var worst = 0f;
        for (var at = 0; at < probes.Length; at++)
        {
            gramHeads.Score([.. probes[at].Buckets.Select(bucket => (ushort)bucket)], logits);
            worst = MathF.Max(worst, grams.Select((head, index) => Difference(logits[index], head.ProbeScores[at])).Max());
            denseHeads.Score(scale.Apply(probes[at].Dense), logits);
            worst = MathF.Max(worst, dense.Select((head, index) => Difference(logits[index], head.ProbeScores[at])).Max());
        }

        return worst;
    }

    private static float OfTrees(TreeHead head, PromptVector[] probes)
    {
        var trees = new TreeTable(head);
        var values = new float[TreeTable.Features];
        var worst = 0f;
        for (var at = 0; at < probes.Length; at++)
        {
            TreeTable.Fill(probes[at].Dense, values);
            worst = MathF.Max(worst, Difference(trees.Score(values), head.ProbeScores[at]));
        }

        return worst;
    }

    private static float Difference(float ours, float theirs) => MathF.Abs(ours - theirs) / (1 + MathF.Abs(theirs));
}
