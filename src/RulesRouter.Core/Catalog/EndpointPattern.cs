using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// A wildcard pattern over endpoint ids (and provider or model ids). <c>*</c> matches any characters, including <c>/</c> but never
/// <c>#</c>; letter case counts. A pattern without <c>#</c> is about provider and model alone, so it matches whatever region and tier
/// follow; one with <c>#</c> matches only ids whose suffix fits: <c>openai/*#*</c> needs a suffix, <c>openai/*#eu*</c> a European one.
/// </summary>
internal sealed class EndpointPattern : IEquatable<EndpointPattern>
{
    private readonly ImmutableArray<string> body;
    private readonly ImmutableArray<string> suffix;

    public EndpointPattern(string text)
    {
        Text = text;
        var hash = text.IndexOf('#');
        body = Pieces(hash < 0 ? text : text[..hash]);
        suffix = hash < 0 ? default : Pieces(text[(hash + 1)..]);
    }

    public string Text { get; }

    /// <summary>Whether it has no wildcard: it names one provider and model.</summary>
    public bool IsExact => !Text.Contains('*');

    /// <summary>Searches each piece between wildcards once, from left to right, without backtracking.</summary>
    public bool Matches(ReadOnlySpan<char> id)
    {
        var hash = id.IndexOf('#');
        var name = hash < 0 ? id : id[..hash];
        return Matches(body, name) && (suffix.IsDefault || (hash >= 0 && Matches(suffix, id[(hash + 1)..])));
    }

    public bool Matches(Endpoint endpoint) => Matches((string)endpoint.Id);

    public bool Equals(EndpointPattern? other) => Text == other?.Text;

    public override bool Equals(object? obj) => Equals(obj as EndpointPattern);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private static ImmutableArray<string> Pieces(string text) => [.. text.Split('*')];

    private static bool Matches(ImmutableArray<string> pieces, ReadOnlySpan<char> text)
    {
        if (pieces.Length == 1)
        {
            return text.SequenceEqual(pieces[0]);
        }

        if (!text.StartsWith(pieces[0]))
        {
            return false;
        }

        text = text[pieces[0].Length..];
        for (var index = 1; index < pieces.Length - 1; index++)
        {
            var found = text.IndexOf(pieces[index]);
            if (found < 0)
            {
                return false;
            }

            text = text[(found + pieces[index].Length)..];
        }

        return text.EndsWith(pieces[^1]);
    }
}
