using FsCheck.Xunit;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Classifiers.Training.Learning;

namespace RulesRouter.Classifiers.Tests.Serving;

public class GramHeadsTests
{
    private static readonly LearningRow[] Rows =
    [
        .. DrawnOutcomes.Draw(200, 5).Select(row => RowOf(row.Prompt, row.Group, "word problems")),
    ];

    [Property]
    public bool Table_equals_the_sources(int seed)
    {
        var random = new Random(seed);
        var familiarity = Familiarity.None.With([.. Rows, .. Rows.Select(row => row with { Source = "again" })], 1);
        var buckets = Enumerable.Range(0, random.Next(1, 2000)).Select(_ => random.Next(GramBuckets.Count)).Distinct().ToArray();

        return new GramHeads([], familiarity.Sources).Score(
            [.. buckets.Select(bucket => (ushort)bucket)],
            []) == familiarity.Distance(buckets);
    }

    [Fact]
    public void Prompts_of_a_source_are_closer_than_others()
    {
        var familiarity = Familiarity.None.With(Rows, 1);

        Assert.True(DistanceOf(DrawnOutcomes.Draw(1, 6)[0].Prompt) < 1);
        Assert.True(DistanceOf("The quick brown fox jumps over the lazy dog, and nobody knows why it does so.") > 1);

        float DistanceOf(string prompt) => familiarity.Distance(PromptVector.Of(prompt).Buckets);
    }

    [Fact]
    public void No_prompt_is_familiar_without_enough_groups() =>
        Assert.Empty(Familiarity.None.With([.. Rows.Select(row => row with { Group = "one" })], 1).Sources);

    [Fact]
    public void The_largest_sources_are_kept()
    {
        var sources = Enumerable.Range(0, 10)
            .SelectMany(source => Rows.Take(100 + source).Select(row => row with { Source = $"source {source}" }))
            .ToList();

        Assert.Equal([109, 108, 107, 106, 105, 104, 103, 102], Familiarity.None.With(sources, 1).Sources.Select(source => source.Rows));
    }

    private static LearningRow RowOf(string prompt, string group, string source) => new(PromptVector.Of(prompt), source, group, [], []);
}
