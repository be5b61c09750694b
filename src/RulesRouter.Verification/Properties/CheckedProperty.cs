using System.Collections.Immutable;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Properties;

/// <summary>A property in executable form: a declared one, or the properties of every policy.</summary>
/// <param name="ForAll">Condition on requests; null for all requests.</param>
/// <param name="Applies">Whether the property applies to a decided request.</param>
/// <param name="Breaks">Describes the violation by a decided request; null if there is none.</param>
/// <param name="ReadsTrace">Whether <paramref name="Breaks"/> needs the trace of the decision.</param>
/// <param name="Holds">Its clauses, as a test case writes them; empty for the properties of every policy.</param>
internal sealed record CheckedProperty(
    string Policy,
    string Name,
    SourceSpan Place,
    Condition? ForAll,
    Func<DecisionAnswer, bool> Applies,
    Func<Witness, DecisionAnswer, string?> Breaks,
    bool ReadsTrace,
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
            check.ReadsTrace(property),
            [.. property.Then.Select(clause => clause.Text)]);
    }

    /// <summary>Whether the property applies to a request, and the counterexample if the request violates it.</summary>
    public (bool Applies, Counterexample? Broken) Against(CompiledPolicySet set, Witness witness)
    {
        var answer = witness.Decide(set, ReadsTrace);
        return answer.Decision is null || !Applies(answer)
            ? (false, null)
            : (true, Breaks(witness, answer) is { } broken
                ? new Counterexample(witness, witness.Decide(set).Decision!, broken, CaseOf(witness))
                : null);
    }

    /// <summary>Empty for the properties of every policy.</summary>
    public string CaseOf(Witness witness) => Holds.IsEmpty ? "" : WitnessWriter.Case(witness, $"{Name}: counterexample", Holds);
}
