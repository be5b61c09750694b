using System.Text;
using RulesRouter.Classifiers.Intents;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>Intents that were learned before: in the current revision, or for another policy that inherits the same ones.</summary>
internal sealed class IntentCache(IntentCache? before = null)
{
    private readonly Dictionary<string, IntentModel> models = new(StringComparer.Ordinal);

    // Not the cache before itself, which would keep every revision since the start.
    private readonly Dictionary<string, IntentModel>? modelsBefore = before?.models;

    /// <summary>Null for a policy without intents.</summary>
    public CompiledIntents? Of(PolicyLayers layers, CompiledRules rules)
    {
        var declared = layers.Intents().ToList();
        if (declared.Count == 0 || !rules.Schema.TryFind(IntentDeclaration.Fact, out var slot))
        {
            return null;
        }

        var key = KeyOf(declared);
        var model = models.GetValueOrDefault(key) ?? modelsBefore?.GetValueOrDefault(key) ?? IntentLearner.Learn(
            [.. declared.Select(intent => (intent.Name, (IReadOnlyList<string>)[.. intent.Examples.Select(example => example.Text)]))]);
        models[key] = model;
        return new CompiledIntents(declared, model, slot);
    }

    private static string KeyOf(List<IntentDeclaration> declared)
    {
        var key = new StringBuilder();
        foreach (var text in declared.SelectMany(intent => intent.Examples.Select(example => example.Text).Prepend(intent.Name).Append("")))
        {
            key.Append(text.Length).Append(' ').Append(text);
        }

        return key.ToString();
    }
}
