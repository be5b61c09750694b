using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>Reads <c>session</c>.</summary>
internal static class SessionReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private static readonly ImmutableSortedDictionary<string, int> NothingCached =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private enum Field
    {
        Id,
        LastEndpoint,
        CachedTokens,
    }

    public static Session? Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return null;
        }

        string? id = null, lastEndpoint = null;
        var cachedTokens = NothingCached;
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Id:
                    id = json.String();
                    break;
                case Field.LastEndpoint:
                    lastEndpoint = json.String();
                    break;
                case Field.CachedTokens:
                    cachedTokens = CachedTokens(ref json);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new Session(id, lastEndpoint, cachedTokens);
    }

    private static ImmutableSortedDictionary<string, int> CachedTokens(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return NothingCached;
        }

        var cached = NothingCached.ToBuilder();
        while (json.NextKey(out var endpoint))
        {
            if (json.Integer(0) is { } tokens && !cached.TryAdd(endpoint, tokens))
            {
                json.RejectDuplicate(endpoint);
            }
        }

        return cached.ToImmutable();
    }
}
