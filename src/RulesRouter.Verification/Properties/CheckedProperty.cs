using System.Collections.Immutable;
using RulesRouter.Evaluation;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;
using RulesRouter.Verification.Proving.Witnesses;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Properties;

/// <summary>A property in the form in which requests can be tried on it: one that an author declared, or a universal one.</summary>
/// <param name="Asked">What it asks of requests; null for all.</param>
/// <param name="Speaks">Whether it speaks of an answered request.</param>
/// <param name="Breaks">What is broken by an answered request; null where nothing is.</param>
/// <param name="Holds">Conditions a test case can state; empty for universal properties.</param>
internal sealed record CheckedProperty(
    string Policy,
    string Name,
    SourceSpan Place,
    Condition? Asked,
    Func<DecisionAnswer, bool> Speaks,
    Func<Witness, DecisionAnswer, string?> Breaks,
    ImmutableArray<string> Holds)
{
    public static CheckedProperty Of(PolicyProperty property, CompiledPolicy policy)
    {
        var check = new PropertyCheck(policy);
        return new CheckedProperty(
            property.Policy,
            property.Name,
            property.Span,
            property.ForAll is Condition.Literal ? null : property.ForAll,
            answer => ConditionValue.Of(property.ForAll, answer.Facts!) == Truth.True,
            (witness, answer) => check.Broken(property, answer, witness.Recorded.AllowSampleEvidence),
            [.. property.Then.Select(clause => clause.Text)]);
    }

    /// <summary>Whether the property speaks of a request, and how it breaks it.</summary>
    public (bool Speaks, Counterexample? Broken) Against(CompiledPolicySet set, Witness witness)
    {
        var answer = witness.Decide(set);
        return answer.Decision is null || !Speaks(answer)
            ? (false, null)
            : (true, Breaks(witness, answer) is { } broken
                ? new Counterexample(witness, answer.Decision, broken, CaseOf(witness))
                : null);
    }

    /// <summary>Empty for a property that no case can state.</summary>
    public string CaseOf(Witness witness) => Holds.IsEmpty ? "" : WitnessText.Case(witness, $"{Name}: a request that broke it", Holds);
}
