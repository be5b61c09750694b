using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Reads conditions outside policies, over any schema, with the same language, limits and diagnostics.</summary>
internal sealed class StandaloneConditionReader
{
    private readonly ConditionReader reader;

    /// <param name="schema">The facts that conditions may read.</param>
    /// <param name="policy">
    /// Its parameters and lets may be used, except for lets that call scripts or read facts that the schema lacks.
    /// </param>
    public StandaloneConditionReader(FactSchema schema, CompiledPolicy? policy = null)
    {
        var names = schema.Facts.Where(fact => fact.IsDeclared).Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal);
        var lets = (policy?.Lets ?? ImmutableSortedDictionary<string, Condition>.Empty).Where(let => !schema.Takes(let.Key))
            .Select(let => (let.Key, Condition: ConditionTransfer.Move(let.Value, policy!.Schema, schema)))
            .Where(let => let.Condition is not null)
            .ToDictionary(let => let.Key, let => let.Condition!, StringComparer.Ordinal);
        var parameters = (policy?.Parameters ?? []).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        reader = new ConditionReader(new ConditionScope(
            schema,
            new Lazy<FactsType>(() => FactsType.Emit(schema, lets.Keys, [], parameters.Values.Select(parameter => parameter.Declaration))),
            names,
            lets,
            new Dictionary<string, ScriptDeclaration>(),
            parameters,
            new ScriptCalls(schema))
        {
            NamesHelp =
                "conditions outside a policy can use the facts in the reference and the policy's attributes, lets and parameters, but not its scripts",
        });
    }

    /// <summary>Null if an error was reported.</summary>
    public Condition? Read(EmbeddedSource text, DiagnosticBag diagnostics) => reader.Read(text, diagnostics);
}
