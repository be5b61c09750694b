using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Economics.Abilities;

namespace RulesRouter.Core.Tests.Economics.Abilities;

public sealed class ModelAbilitiesTests
{
    private static readonly Dictionary<string, bool> Reasoning = new(StringComparer.Ordinal) { ["thinker"] = true, ["talker"] = false };

    private static readonly DateOnly Released = new(2026, 1, 1);

    [Fact]
    public void Model_seen_only_on_a_hard_suite_is_not_taken_for_a_weak_one()
    {
        // Peers score .8 on the easy suite and .3 on the hard one; the new model beats them at the hard one, the old one is below them.
        var models = Enumerable.Range(0, 6)
            .Select(peer => ModelOf($"peer-{peer}", Figure("easy", 0.76 + (0.02 * peer)), Figure("hard", 0.25 + (0.02 * peer))))
            .Append(ModelOf("new", Figure("hard", 0.5)))
            .Append(ModelOf("old", Figure("easy", 0.6)));

        var abilities = AbilitiesOf(models);

        Assert.True(abilities("new").Mean > abilities("peer-5").Mean);
        Assert.True(abilities("old").Mean < abilities("peer-0").Mean);
    }

    [Fact]
    public void Model_without_scores_has_an_ability_from_its_date_and_price()
    {
        var abilities = AbilitiesOf(
        [
            .. Enumerable.Range(0, 6).Select(peer => ModelOf($"peer-{peer}", Figure("suite", 0.4 + (0.03 * peer)))),
            ModelOf("unscored"),
            ModelOf("older") with { ReleasedOn = Released.AddYears(-2) },
            ModelOf("dearer") with { ListPrice = new ListPrice(20, 100, "list", null) },
            ModelOf("undated") with { ReleasedOn = null, ListPrice = null },
        ]);

        Assert.Equal((0, "release date and list price"), (abilities("unscored").Scores, abilities("unscored").Evidence));
        Assert.Equal("other models", abilities("undated").Evidence);
        Assert.True(abilities("older").Mean < abilities("unscored").Mean);
        Assert.True(abilities("dearer").Mean > abilities("unscored").Mean);
        Assert.True(abilities("undated").Variance > abilities("unscored").Variance);
        Assert.True(abilities("unscored").Variance > abilities("peer-0").Variance);
    }

    [Fact]
    public void Scores_at_one_kind_of_task_say_less_about_another()
    {
        var models = Enumerable.Range(0, 5).Select(peer => ModelOf($"peer-{peer}", Figure("suite", 0.5)))
            .Append(ModelOf("best", Figure("suite", 0.9)))
            .ToImmutableArray();
        var abilities = new ModelAbilities(models, Reasoning);

        var (near, far) = (abilities.Of(models[^1], TaskKind.CodeGeneration), abilities.Of(models[^1], TaskKind.Chat));

        Assert.True(near.Mean > far.Mean);
        Assert.True(far.Mean > abilities.Of(models[0], TaskKind.Chat).Mean);
        Assert.True(near.Variance < far.Variance);
        Assert.Equal(("1 score", "1 score, none at such tasks"), (near.Evidence, far.Evidence));
    }

    [Fact]
    public void Figure_listed_for_two_tasks_counts_once()
    {
        var model = ModelOf("listed", Figure("suite", 0.5, TaskKind.Debugging), Figure("suite", 0.5, TaskKind.Agentic));

        Assert.Equal(1, AbilitiesOf([model])("listed").Scores);
    }

    [Fact]
    public void Index_does_not_count_beside_its_parts()
    {
        var index = Figure("Artificial Analysis Coding Index", 0.3);

        var abilities = AbilitiesOf([ModelOf("both", index, Figure("SciCode", 0.3)), ModelOf("alone", index)]);

        Assert.Equal(1, abilities("both").Scores);
        Assert.Equal(1, abilities("alone").Scores);
    }

    [Fact]
    public void Own_figure_moves_the_scale_of_other_models()
    {
        ImmutableArray<Model> before = [ModelOf("strong", Figure("suite", 0.8)), ModelOf("weak", Figure("suite", 0.2)), ModelOf("third")];
        var after = before.SetItem(2, ModelOf("third", Figure("suite", 0.95), Figure("own", 0.5)))
            .Add(ModelOf("fourth", Figure("own", 0.9)));

        Assert.NotEqual(AbilitiesOf(before)("strong").Mean, AbilitiesOf(after)("strong").Mean);
    }

    [Fact]
    public void Order_of_models_does_not_change_an_ability()
    {
        ImmutableArray<Model> models =
        [
            .. Enumerable.Range(0, 8)
                .Select(peer => ModelOf($"peer-{peer}", Figure("a", 0.3 + (0.05 * peer)), Figure("b", 0.1 + (0.1 * peer)))),
        ];

        var (forwards, backwards) = (AbilitiesOf(models), AbilitiesOf([.. models.Reverse()]));

        Assert.All(models, model => Assert.Equal(forwards(model.Id).Mean, backwards(model.Id).Mean, 6));
    }

    [Fact]
    public void Catalog_without_scores_has_abilities() =>
        Assert.InRange(AbilitiesOf([ModelOf("only")])("only").Mean, 0.3, 1.2);

    [Fact]
    public void Size_in_the_name_replaces_an_unknown_price()
    {
        var abilities = AbilitiesOf(
        [
            ModelOf("open-70b") with { ListPrice = null },
            ModelOf("open-30b-a3b") with { ListPrice = null },
            ModelOf("open-8b") with { ListPrice = null },
            ModelOf("open-mini") with { ListPrice = null },
            ModelOf("open") with { ListPrice = null },
        ]);

        Assert.True(abilities("open-70b").Mean > abilities("open-30b-a3b").Mean);
        Assert.True(abilities("open-30b-a3b").Mean > abilities("open-8b").Mean);
        Assert.True(abilities("open").Mean > abilities("open-mini").Mean);
        Assert.True(abilities("open").Variance > abilities("open-70b").Variance);
        Assert.Equal(
            ("release date and size in its name", "release date and size in its name", "release date"),
            (abilities("open-8b").Evidence, abilities("open-mini").Evidence, abilities("open").Evidence));
    }

    [Fact]
    public void Price_counts_instead_of_a_size_in_the_name()
    {
        var abilities = AbilitiesOf([ModelOf("open-70b"), ModelOf("open-8b"), ModelOf("open-mini")]);

        Assert.Equal(abilities("open-70b").Mean, abilities("open-8b").Mean);
        Assert.Equal(abilities("open-70b").Mean, abilities("open-mini").Mean);
        Assert.Equal("release date and list price", abilities("open-8b").Evidence);
    }

    [Fact]
    public void Model_that_reasons_is_taken_to_be_abler()
    {
        var abilities = AbilitiesOf([ModelOf("thinker"), ModelOf("unknown"), ModelOf("talker")]);

        Assert.True(abilities("thinker").Mean > abilities("unknown").Mean);
        Assert.True(abilities("unknown").Mean > abilities("talker").Mean);
    }

    [Theory]
    [InlineData("m-fast")]
    [InlineData("m-turbo")]
    [InlineData("m-fp8")]
    public void Form_has_the_ability_of_its_model(string id)
    {
        var abilities = AbilitiesOf(
            [ModelOf("m", Figure("suite", 0.9)), ModelOf("peer", Figure("suite", 0.4)), ModelOf(id) with { ListPrice = null }]);

        Assert.Equal(abilities("m").Mean, abilities(id).Mean, 9);
        Assert.True(abilities(id).Variance > abilities("m").Variance);
        Assert.True(abilities(id).Variance < abilities("m").Variance + 0.03);
        Assert.Equal((0, "a form of m (1 score)", true), (abilities(id).Scores, abilities(id).Evidence, abilities(id).IsPrior));
    }

    [Fact]
    public void Turbo_of_another_year_or_with_its_own_price_is_another_model()
    {
        var abilities = AbilitiesOf(
        [
            ModelOf("m", Figure("suite", 0.9)),
            ModelOf("m-turbo"),
            ModelOf("old", Figure("suite", 0.4)),
            ModelOf("old-turbo") with { ListPrice = null, ReleasedOn = Released.AddYears(1) },
        ]);

        Assert.Equal("release date and list price", abilities("m-turbo").Evidence);
        Assert.Equal("release date", abilities("old-turbo").Evidence);
    }

    [Fact]
    public void Alias_has_the_ability_of_its_last_target()
    {
        var abilities = AbilitiesOf(
        [
            ModelOf("m-1", Figure("suite", 0.3)),
            ModelOf("m-2", Figure("suite", 0.9)),
            ModelOf("m") with { AliasOf = [new AliasTarget("m-1", Released), new AliasTarget("m-2", Released.AddDays(90))] },
        ]);

        Assert.Equal(abilities("m-2").Mean, abilities("m").Mean, 9);
        Assert.Equal(abilities("m-2").Variance, abilities("m").Variance, 9);
        Assert.Equal("an alias of m-2 (1 score)", abilities("m").Evidence);
    }

    private static Func<string, Ability> AbilitiesOf(IEnumerable<Model> models)
    {
        ImmutableArray<Model> all = [.. models];
        var abilities = new ModelAbilities(all, Reasoning);
        return id => abilities.Of(all.Single(model => model.Id == id), TaskKind.CodeGeneration);
    }

    private static Model ModelOf(string id, params ImmutableArray<QualityFigure> figures) =>
        new(id, id, null, Released, figures) { ListPrice = new ListPrice(1, 5, "list", null) };

    private static QualityFigure Figure(string benchmark, double score, TaskKind task = TaskKind.CodeGeneration) =>
        new(benchmark, task, score, "https://example.org/scores", null, null, "pass@1");
}
