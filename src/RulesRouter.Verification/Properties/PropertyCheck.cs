using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Properties;

/// <summary>Checks one decision against a property.</summary>
internal sealed class PropertyCheck(CompiledPolicy policy)
{
    private readonly PropertySchemas schemas = new(policy);

    /// <summary>The clause that the decision violates and the values that violate it; null if it satisfies the property.</summary>
    /// <param name="answer">Its decision must be explained, with its trace if <see cref="ReadsTrace"/>.</param>
    public string? Broken(PolicyProperty property, DecisionAnswer answer, bool allowSample) =>
        ConditionValue.Of(property.ForAll, answer.Facts!) == Truth.True
            ? property.Then.Select(clause => Broken(clause, answer, allowSample)).FirstOrDefault(broken => broken is not null)
            : null;

    /// <summary>Whether a clause reads <c>selectedBy</c>, the one fact of a decision that only its trace contains.</summary>
    public bool ReadsTrace(PolicyProperty property) => property.Then.Any(clause =>
    {
        var schema = clause.Over == Quantifier.Decision ? schemas.Decision : schemas.Hop;
        return ConditionFacts.Of(clause.Condition).Any(slot => schema[slot].Name == DecisionFacts.SelectedBy);
    });

    /// <summary>The same for one clause, without checking `forAll`.</summary>
    internal string? Broken(DecisionClause clause, DecisionAnswer answer, bool allowSample)
    {
        var decision = answer.Decision!;
        if (clause.Over == Quantifier.Decision)
        {
            var facts = schemas.FactsOf(decision, answer.Facts!);
            return ConditionValue.Of(clause.Condition, facts) == Truth.True
                ? null
                : $"`{clause.Text}` is violated: {OperandFormat.Of(clause.Condition, facts)}";
        }

        if (decision is Denied)
        {
            return null;
        }

        var hops = clause.Over == Quantifier.Chosen ? decision.Chain[..1] : decision.Chain;
        var broken = hops.Where(
            hop => ConditionValue.Of(clause.Condition, schemas.FactsOf(decision, hop, answer.Facts!, allowSample)) != Truth.True)
            .ToImmutableArray();
        return broken.IsEmpty || (clause.Over == Quantifier.SomeHop && broken.Length < hops.Length)
            ? null
            : $"`{clause.Text}` is violated by hop `{broken[0].Endpoint.Id}`: {OperandFormat.Of(clause.Condition, schemas.FactsOf(decision, broken[0], answer.Facts!, allowSample))}";
    }
}
