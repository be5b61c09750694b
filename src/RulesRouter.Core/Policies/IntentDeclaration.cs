using System.Collections.Immutable;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A kind of request that a policy names and shows by examples; conditions compare it with the fact <c>intent</c>.</summary>
/// <param name="Name">As conditions write it.</param>
/// <param name="Examples">Prompts, in the order of the file.</param>
internal sealed record IntentDeclaration(string Name, string Description, ImmutableArray<IntentExample> Examples, SourceSpan Span)
{
    /// <summary>The fact that has the name of the request's intent.</summary>
    public const string Fact = "intent";

    /// <summary>The value of the fact if the request has none of the intents; no intent can have this name.</summary>
    public const string None = "none";

    /// <summary>Fewer are no basis for a threshold.</summary>
    public const int MinExamples = 5;

    /// <summary>Of all intents of a policy with its layers: learning takes time with their cube.</summary>
    public const int MaxExamples = 500;

    /// <summary>Empty without intents.</summary>
    public static IEnumerable<FactDefinition> ToFacts(IEnumerable<IntentDeclaration> intents)
    {
        ImmutableArray<string> names = [.. intents.Select(intent => intent.Name).Distinct(StringComparer.Ordinal)];
        return names.IsEmpty
            ? []
            :
            [
                new FactDefinition(
                    Fact,
                    FactType.Enum,
                    [.. names, None],
                    Provenance.Derived,
                    $"the intent whose examples the request resembles; `{None}` if it resembles none enough")
                { IsIntent = true },
            ];
    }
}

/// <summary>A prompt of an intent.</summary>
internal sealed record IntentExample(string Text, SourceSpan Span);
