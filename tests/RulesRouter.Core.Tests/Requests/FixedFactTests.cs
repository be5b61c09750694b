using System.Collections.Immutable;
using System.Reflection;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Core.Tests.Requests;

/// <summary>Every fact of requests: its value is read from the request that a draft writes for it.</summary>
public sealed class FixedFactTests
{
    public static TheoryData<string> Names => [.. FixedFacts.All.Select(fact => fact.Name)];

    [Fact]
    public void Every_fact_has_one_place_in_the_table() =>
        Assert.Equal(
            typeof(FixedFacts).GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Select(property => property.GetValue(null))
                .OfType<FixedFact>()
                .Select(fact => fact.Name)
                .Order(StringComparer.Ordinal),
            FixedFacts.All.Select(fact => fact.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Draft_of_a_value_reads_as_that_value(string name)
    {
        var fact = FixedFacts.All.Single(one => one.Name == name);
        Assert.All(
            ValuesOf(fact),
            value =>
            {
                var others = Others(fact, value).Reverse().DistinctBy(pair => pair.Key);
                var facts = new Dictionary<string, FactValue>(others) { [name] = value };
                var draft = RequestDraft.Of("p", "tried/before", slot => facts.GetValueOrDefault(FixedFacts.All[slot.Index].Name));

                Assert.False(draft.IsTooLarge);
                Assert.Equal(value, fact.Read(draft.Request, draft.Classification).Value);
            });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_request_has_the_facts_of_all_requests(string name)
    {
        var fact = FixedFacts.All.Single(one => one.Name == name);
        var value = fact.Read(new DecisionRequest { Policy = "p" }, Classification.Unknown).Value;

        Assert.Equal(fact.IsAlwaysKnown || name == "taskConfidence", value.IsKnown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_with_a_prompt_has_the_facts_of_prompts(string name)
    {
        var fact = FixedFacts.All.Single(one => one.Name == name);
        var value = fact.Read(new DecisionRequest { Policy = "p", Prompt = "hello" }, Classification.Unknown).Value;

        Assert.True(value.IsKnown || fact.KnownWith?.Invoke() != FixedFacts.PromptCharacters);
    }

    [Theory]
    [InlineData(true, "Caller")]
    [InlineData(false, "Derived")]
    public void Fact_that_may_be_derived_says_who_set_it(bool isStated, string from)
    {
        var request = new DecisionRequest { Policy = "p", Estimate = new TokenCounts(OutputTokens: isStated ? 7 : null) };
        var classification = Classification.Unknown with { OutputTokens = 7.4 };

        Assert.Equal((FactValue.Of(7.0), Enum.Parse<Provenance>(from)), FixedFacts.OutputTokens.Read(request, classification));
    }

    [Fact]
    public void Draft_with_more_than_a_hundred_attempts_is_too_large() =>
        Assert.True(
            RequestDraft.Of(
                "p",
                "tried/before",
                slot => slot == FixedFacts.AttemptCount.Slot ? FactValue.Of(101.0) : FactValue.Unknown).IsTooLarge);

    private static IEnumerable<FactValue> ValuesOf(FixedFact fact) => fact.Type switch
    {
        FactType.Boolean => [FactValue.Of(true), FactValue.Of(false)],
        FactType.Number when fact.Range.Grid == NumberGrid.Thousandths => [FactValue.Of(0.0), FactValue.Of(0.125), FactValue.Of(1.0)],
        FactType.Number => [FactValue.Of(Math.Max(fact.Range.Min, 0)), FactValue.Of(3.0)],
        FactType.Enum => fact.Values.Select(FactValue.Of),
        FactType.String => [FactValue.Of("a"), FactValue.Of("")],
        FactType.Set => [FactValue.Of(ImmutableSortedSet.Create("a"))],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The facts on which a value depends.</summary>
    private static IEnumerable<KeyValuePair<string, FactValue>> Others(FixedFact fact, FactValue value)
    {
        for (var other = NeededBy(fact); other is not null; other = NeededBy(other))
        {
            yield return new(other.Name, other.Usual);
        }

        if (fact == FixedFacts.TaskConfidence)
        {
            yield return new(FixedFacts.Task.Name, FactValue.Of("refactor"));
            yield return new(FixedFacts.PromptCharacters.Name, FactValue.Of(9.0));
        }

        if (fact == FixedFacts.ComplexityTier)
        {
            yield return new(
                FixedFacts.ComplexityScore.Name,
                FactValue.Of(new[] { 0.1, 0.5, 0.9 }.Single(score => TierOf(score) == value.Text)));
        }

        if (fact == FixedFacts.LastFailure || NeededBy(fact) == FixedFacts.LastFailure)
        {
            yield return new(FixedFacts.AttemptCount.Name, FactValue.Of(1.0));
        }
    }

    private static FixedFact? NeededBy(FixedFact fact) => (fact.KnownWith ?? fact.KnownOnlyWith)?.Invoke();

    private static string TierOf(double score) => EnumNames<ComplexityTier>.NameOf(ComplexityTiers.Of(score));
}
