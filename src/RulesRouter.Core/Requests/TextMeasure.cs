using System.Collections.Immutable;
using RulesRouter.Conversations;
using RulesRouter.Tokens;

namespace RulesRouter.Requests;

/// <summary>The size of a request's text, which is all that a record keeps of it.</summary>
/// <param name="Characters">UTF-16 units of all messages together.</param>
/// <param name="Messages">At least 1.</param>
/// <param name="Tokens">Of everything that the model reads: messages, system text, tools, media. Null where it was not recorded.</param>
internal sealed record TextMeasure(int Characters, int Messages, TokenCount? Tokens = null)
{
    /// <summary>Null for a prompt, and where it was not recorded.</summary>
    public ConversationState? Conversation { get; init; }

    /// <summary>Of the text that is classified; null if it was not recorded.</summary>
    public string? Language { get; init; }

    /// <summary>The recorded value of the fact <c>intent</c>; null if it was not recorded.</summary>
    public string? Intent { get; init; }

    /// <summary>Recorded results of text tests by their source.</summary>
    public ImmutableSortedDictionary<string, bool> Tests { get; init; } = NoTests;

    private static readonly ImmutableSortedDictionary<string, bool> NoTests =
        ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal);

    public bool Equals(TextMeasure? other) =>
        other is not null
        && (Characters, Messages, Tokens) == (other.Characters, other.Messages, other.Tokens)
        && (Language, Intent) == (other.Language, other.Intent)
        && Conversation == other.Conversation
        && Tests.SequenceEqual(other.Tests);

    public override int GetHashCode() => HashCode.Combine(Characters, Messages, Tokens, Tests.Count);
}
