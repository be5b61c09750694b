using FsCheck;
using FsCheck.Xunit;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Learning;

public class MlNetAgreementTests
{
    private static readonly (PromptVector Vector, float Label, float Weight)[] Examples =
        [.. DrawnOutcomes.Draw(120, 5).Select(row => (PromptVector.Of(row.Prompt), (float)row.Outcomes["middle"], 1f))];

    [Property(MaxTest = 8)]
    public bool Direct_scores_are_those_of_ML_NET_on_any_prompt(NonNull<string>[] texts)
    {
        var probes = texts.Select(text => PromptVector.Of(text.Get)).Append(PromptVector.Of("How many are left?")).ToArray();
        var scale = DenseScale.Of([.. Examples.Select(example => example.Vector)]);
        var grams = LogisticTraining.OnGrams(Examples, probes, 1);
        var dense = LogisticTraining.OnDense(
            Examples.Select(example => (scale.Apply(example.Vector.Dense), example.Label, example.Weight)),
            [.. probes.Select(probe => scale.Apply(probe.Dense))],
            1);
        var trees = TreeTraining.Train(
            Examples.Select(example => (example.Vector.Dense, example.Label, example.Weight)), [.. probes.Select(probe => probe.Dense)], 1);
        return Enumerable.Range(0, probes.Length).All(at =>
            Near(grams.Score(probes[at].Buckets), grams.ProbeScores[at])
            && Near(dense.ScoreDense(scale.Apply(probes[at].Dense)), dense.ProbeScores[at])
            && Near(trees.Score(probes[at].Dense), trees.ProbeScores[at]));
    }

    [Fact]
    public void Direct_scores_agree_on_the_probes_that_an_artefact_keeps() =>
        Assert.InRange(ProbeAgreement.LargestDifference(TrainedFixture.Learned.Value), 0, 1e-4);

    [Property]
    public bool Serving_equals_training(NonNull<string> text)
    {
        var model = TrainedFixture.Learned.Value.Domains[(int)Domain.Reasoning]!;
        var vector = PromptVector.Of(text.Get);
        Span<float> served = stackalloc float[DomainTargets.Count];
        new DomainScorer(model).Score([.. vector.Buckets.Select(bucket => (ushort)bucket)], vector.Dense, served);
        var measured = model.Stack.Predict(vector);
        return Enumerable.Range(0, measured.Length).All(Same(served.ToArray(), measured));
    }

    private static Func<int, bool> Same(float[] ours, float[] theirs) => at => Near(ours[at], theirs[at]);

    private static bool Near(float ours, float theirs) => Math.Abs(ours - theirs) <= 1e-3 * (1 + Math.Abs(theirs));
}
