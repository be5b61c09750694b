using RulesRouter.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Reads conditions that stand outside policies, over any schema: the same language, with the same limits and diagnostics.</summary>
public sealed class ConditionText
{
    private readonly ConditionReader reader;

    public ConditionText(FactSchema schema)
    {
        var names = schema.Facts.Where(fact => fact.IsDeclared).Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal);
        reader = new ConditionReader(new ConditionScope(
            schema,
            FactsType.Emit(schema, [], []),
            names,
            new Dictionary<string, Condition>(),
            new Dictionary<string, Policies.ScriptDeclaration>(),
            new Dictionary<string, Policies.ResolvedParameter>(),
            new ScriptCalls(schema))
        {
            Sight = "conditions outside a policy see the facts of the reference and the policy's attributes, but not its scripts, lets and parameters",
        });
    }

    /// <summary>Null where something was reported.</summary>
    public Condition? Read(EmbeddedSource text, DiagnosticBag diagnostics) => reader.Read(text, diagnostics);
}
