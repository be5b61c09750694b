using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Properties;

/// <summary>Holds one decision to a property.</summary>
public sealed class PropertyCheck(CompiledPolicy policy)
{
    private readonly PropertySchemas schemas = new(policy);

    /// <summary>Which part is broken, and by what; null where the property holds of the decision.</summary>
    /// <param name="answer">With a decision that was explained, and its facts.</param>
    public string? Broken(PolicyProperty property, DecisionAnswer answer, bool allowSample) =>
        ConditionValue.Of(property.ForAll, answer.Facts!) == Truth.True
            ? property.Then.Select(clause => Broken(clause, answer, allowSample)).FirstOrDefault(broken => broken is not null)
            : null;

    /// <summary>The same of one clause, whatever the request.</summary>
    internal string? Broken(DecisionClause clause, DecisionAnswer answer, bool allowSample)
    {
        var decision = answer.Decision!;
        if (clause.Over == Quantifier.Decision)
        {
            var facts = schemas.FactsOf(decision, answer.Facts!);
            return ConditionValue.Of(clause.Condition, facts) == Truth.True ? null : $"`{clause.Text}` does not hold: {OperandText.Of(clause.Condition, facts)}";
        }

        if (decision.Outcome == Outcome.Denied)
        {
            return null;
        }

        var hops = clause.Over == Quantifier.Chosen ? decision.Chain[..1] : decision.Chain;
        var broken = hops.Where(hop => ConditionValue.Of(clause.Condition, schemas.FactsOf(decision, hop, answer.Facts!, allowSample)) != Truth.True).ToImmutableArray();
        return broken.IsEmpty || (clause.Over == Quantifier.SomeHop && broken.Length < hops.Length)
            ? null
            : $"`{clause.Text}` does not hold of hop `{broken[0].Endpoint.Id}`: {OperandText.Of(clause.Condition, schemas.FactsOf(decision, broken[0], answer.Facts!, allowSample))}";
    }
}
