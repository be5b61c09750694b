using RulesRouter.Diagnostics;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Reads conditions outside policies, over any schema, with the same language, limits and diagnostics.</summary>
public sealed class StandaloneConditionReader
{
    private readonly ConditionReader reader;

    public StandaloneConditionReader(FactSchema schema)
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
            NamesHelp = "conditions outside a policy can use the facts in the reference and the policy's attributes, but not its scripts, lets and parameters",
        });
    }

    /// <summary>Null if an error was reported.</summary>
    public Condition? Read(EmbeddedSource text, DiagnosticBag diagnostics) => reader.Read(text, diagnostics);
}
