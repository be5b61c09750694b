using RulesRouter.Economics;
using RulesRouter.Economics.Difficulty;
using RulesRouter.Requests;

namespace RulesRouter.Core.Tests.Economics.Difficulty;

public sealed class LearnedDifficultyTests
{
    private static readonly Belief Weak = new(-0.5, 0.05);
    private static readonly Belief Strong = new(1, 0.05);

    [Fact]
    public void Without_outcomes_success_follows_the_reference()
    {
        var (success, share) = new LearnedDifficulty(0.25, []).Of("a/x", "x", Strong, null);

        Assert.Equal((0.75, 1), (success.Logit, share));
        Assert.True(success.Variance > Strong.Variance + 1);
    }

    [Fact]
    public void Outcomes_of_one_model_move_every_other()
    {
        var before = new LearnedDifficulty(0, []).Of("b/y", "y", Strong, null);
        var after = Learned(Cell("a/x", "x", Weak, 20, 1)).Of("b/y", "y", Strong, null);

        Assert.True(after.Success.Logit < before.Success.Logit - 0.5);
        Assert.True(after.Success.Variance < before.Success.Variance);
        Assert.InRange(after.ReferenceShare, 0.05, 0.9);
    }

    [Fact]
    public void Same_surprise_moves_difficulty_more_once_models_of_different_ability_show_it()
    {
        var one = Learned(Cell("a/x", "x", Weak, 20, 1)).Shift.Logit;
        var two = Learned(Cell("a/x", "x", Weak, 10, 0.5), Cell("b/y", "y", Strong, 10, 2)).Shift.Logit;

        Assert.True(one > 0.5);
        Assert.True(two > one);
    }

    [Fact]
    public void Surprise_of_one_model_among_many_is_its_own()
    {
        OutcomeCell[] asExpected = [.. Enumerable.Range(0, 6).Select(peer => Cell($"a/{peer}", $"{peer}", Strong, 100, 73))];
        var learned = Learned([.. asExpected, Cell("b/y", "y", Strong, 100, 30)]);

        var (odd, peer) = (learned.Of("b/y", "y", Strong, null).Success, learned.Of("c/new", "new", Strong, null).Success);

        Assert.InRange(odd.Mean, 0.3, 0.45);
        Assert.InRange(peer.Mean, 0.6, 0.75);
    }

    [Fact]
    public void Endpoint_deviates_less_than_its_model_and_shares_its_outcomes()
    {
        var learned = Learned(Cell("a/x", "x", Strong, 200, 60), Cell("b/y", "y", Strong, 200, 146));

        var (own, elsewhere) = (learned.Of("a/x", "x", Strong, null).Success, learned.Of("c/x", "x", Strong, null).Success);

        Assert.InRange(elsewhere.Logit - own.Logit, 0, 0.4);
        Assert.True(own.Variance < elsewhere.Variance);
    }

    [Fact]
    public void Outcomes_beyond_a_reporters_cap_move_their_endpoint_and_not_the_difficulty()
    {
        var capped = Cell("a/x", "x", Weak, 200, 10) with { SharedTrials = 5, SharedSuccesses = 0.25 };

        var (some, all) = (Learned(capped), Learned(Cell("a/x", "x", Weak, 200, 10)));

        Assert.True(some.Shift.Logit < all.Shift.Logit);
        Assert.InRange(some.Of("a/x", "x", Weak, null).Success.Mean, 0.03, 0.12);
    }

    [Fact]
    public void Tier_has_outcomes_of_its_own_and_passes_some_on()
    {
        var learned = Learned(Cell("a/x", "x", Strong, 200, 20) with { Tier = ComplexityTier.High });
        var untouched = new LearnedDifficulty(0, []);

        Assert.True(Drop(ComplexityTier.High) > Drop(ComplexityTier.Low));
        Assert.True(Drop(ComplexityTier.Low) > 0.3);

        double Drop(ComplexityTier tier) =>
            untouched.Of("a/x", "x", Strong, tier).Success.Logit - learned.Of("a/x", "x", Strong, tier).Success.Logit;
    }

    [Fact]
    public void Many_outcomes_decide_whatever_the_prior()
    {
        var learned = Learned(Cell("a/x", "x", Weak, 20_000, 18_000), Cell("b/y", "y", Strong, 20_000, 4_000));

        Assert.Equal(0.9, learned.Of("a/x", "x", Weak, null).Success.Mean, 2);
        Assert.Equal(0.2, learned.Of("b/y", "y", Strong, null).Success.Mean, 2);
    }

    private static LearnedDifficulty Learned(params OutcomeCell[] cells) => new(0, cells);

    private static OutcomeCell Cell(string endpoint, string model, Belief ability, double trials, double successes) =>
        new(endpoint, model, ability, null, trials, successes, trials, successes);
}
