using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using static RulesRouter.Evaluation.Tests.Deciding.SmallRouting;

namespace RulesRouter.Evaluation.Tests.Deciding;

/// <summary>A counted prompt has more tokens at some models: costs, price tiers and windows follow each model's tokenizer.</summary>
public sealed class TokenFactorTests
{
    /// <summary>A million tokens of o200k.</summary>
    private static readonly SmallRouting Counted = (new SmallRouting(
        Of("a/plain", 1, factor: 1),
        Of("b/wordy", 0.9, factor: 1.2),
        Of("c/unknown", 0.85, factor: null)) with
    {
        Classifier = new Counting(),
        Models = [Of("b/wordy", 0.9, factor: 1.2).Model],
    })
        .Asking(request => request with
        {
            Measured = new TextMeasure(4_000_000, 1, new TokenCount(900_000, 1_000_000)),
            Estimate = new TokenCounts(OutputTokens: 0),
        });

    [Fact]
    public void Cost_of_a_counted_prompt_is_that_of_the_model_s_tokens()
    {
        var hops = Counted.Decide().Chain;

        Assert.Equal(
            "a/plain 1 2.15, c/unknown 1.02 2.023, b/wordy 1.08 2.142",
            string.Join(", ", hops.Select(hop => FormattableString.Invariant(
                $"{hop.Endpoint.Id} {hop.Estimate.TokenCostUsd} {hop.Estimate.WorstCaseUsd}"))));
    }

    [Fact]
    public void Stated_length_is_taken_for_every_model() => Assert.Equal(
        "c/unknown b/wordy a/plain",
        Counted.Asking(request => request with { Estimate = new TokenCounts(1_000_000, null, 0) }).Chain());

    [Fact]
    public void Price_tier_is_that_of_the_model_s_tokens()
    {
        var tiered = PriceSchedule.Flat(new PriceRates
        {
            Input = 1,
            Output = 1,
            Tiers = [new PriceTier(1_100_000, new PriceRates { Input = 2, Output = 2 })],
        });
        var routing = Counted with
        {
            Endpoints = [.. Counted.Endpoints.Select(endpoint => endpoint with { Prices = tiered })],
        };

        Assert.Equal([1, 2.4, 2.4], routing.Decide().Chain.Select(hop => hop.Estimate.TokenCostUsd!.Value));
    }

    [Theory]
    [InlineData(1_149_999, "")]
    [InlineData(1_150_000, "a/plain")]
    [InlineData(1_379_999, "a/plain")]
    [InlineData(1_380_000, "a/plain c/unknown b/wordy")]
    public void Window_holds_a_counted_prompt_with_its_margin_of_error(int window, string chain)
    {
        var decision = (Counted with
        {
            Endpoints = [.. Counted.Endpoints.Select(endpoint => endpoint with { ContextTokens = window })],
        }).Decide();

        Assert.Equal(chain, string.Join(' ', decision.Chain.Select(hop => hop.Endpoint.Id)));
        Assert.Equal(
            chain.Length == 0 ? ["window"] : [],
            decision.Explanation.EmptiedBy.Select(emptying => emptying.Constraint.Name));
    }

    private static Endpoint Of(string id, double usd, double? factor)
    {
        var endpoint = Endpoint(id, usd);
        return endpoint with { Model = endpoint.Model with { TokenFactor = factor } };
    }

    /// <summary>Counts tokens, and classifies nothing.</summary>
    private sealed class Counting : IPromptClassifier
    {
        public string Digest => "none";

        public Classification Classify(in ClassifierInput prompt) => Classification.Unknown with { InputTokens = prompt.Tokens.Estimate };
    }
}
