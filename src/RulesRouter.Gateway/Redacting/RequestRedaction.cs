using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;
using RulesRouter.Redaction;

namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// Replaces secrets and personal data in every string of a request, of whatever dialect and however deep: texts, results of tools,
/// arguments of calls also within their JSON. What is no text, such as images and signatures, stays; so does every other byte.
/// </summary>
internal sealed class RequestRedaction(ImmutableArray<SensitivePattern> patterns, Placeholders placeholders)
{
    /// <summary>Of values that overlap others.</summary>
    private const string JoinedLabel = "VALUE";

    /// <summary>A shorter string in the alphabet of base64 may be a word or a key.</summary>
    private const int MinMedia = 100;

    /// <param name="body">JSON in UTF-8.</param>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> body)
    {
        var texts = Read(body.Span, isToolInput: false);
        if (placeholders.IsEmpty)
        {
            return body;
        }

        var known = new KnownValues(placeholders.Values);
        return Edited(body.Span, texts, known) ?? body;
    }

    private List<RequestText> Read(ReadOnlySpan<byte> json, bool isToolInput)
    {
        var texts = new List<RequestText>();
        foreach (var found in JsonStrings.Of(json, isToolInput))
        {
            if ((found.IsName && !found.IsToolInput) || (!found.IsToolInput && IsOpaque(found)))
            {
                continue;
            }

            var nested = found.Name == "arguments" && !found.IsName ? Nested(found.Text) : null;
            var text = new RequestText(found.Place, found.Text, nested);
            texts.Add(text);
            if (nested is null)
            {
                PlaceholderForm.FindLiterals(found.Text, text.Places);
                text.Places.AddRange(SensitiveText.Find(found.Text, patterns));
                Name(text);
            }
        }

        return texts;
    }

    /// <summary>The strings of arguments that are JSON; null if they are none, as where a limit cut them.</summary>
    private List<RequestText>? Nested(string arguments)
    {
        if (Parsing.ObjectIn(arguments).ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return Read(Encoding.UTF8.GetBytes(arguments), isToolInput: true);
    }

    /// <summary>Values that overlap have names apart too: another text may repeat one of them alone.</summary>
    private void Name(RequestText text)
    {
        foreach (var place in SensitiveText.Joined(text.Places).Concat(text.Places))
        {
            placeholders.Of(place.Label, text.Value.Substring(place.Start, place.Length));
        }
    }

    /// <summary>Null if nothing changes.</summary>
    private byte[]? Edited(ReadOnlySpan<byte> json, List<RequestText> texts, KnownValues known)
    {
        var edits = new List<(Range, ReadOnlyMemory<byte>)>();
        foreach (var text in texts)
        {
            if (Replaced(text, known) is { } replaced)
            {
                edits.Add((text.Place, JsonStrings.Quote(replaced)));
            }
        }

        return edits.Count == 0 ? null : TopLevel.Edit(json, edits, []);
    }

    private string? Replaced(RequestText text, KnownValues known)
    {
        if (text.Nested is { } nested)
        {
            return Edited(Encoding.UTF8.GetBytes(text.Value), nested, known) is { } edited ? Encoding.UTF8.GetString(edited) : null;
        }

        known.Find(text.Value, JoinedLabel, text.Places);
        var places = SensitiveText.Joined(text.Places);
        return places.Count == 0
            ? null
            : SensitiveText.Replaced(
                text.Value,
                places,
                place => placeholders.Of(place.Label, text.Value.Substring(place.Start, place.Length)));
    }

    /// <summary>Media, their addresses, and what a vendor signed or encrypted.</summary>
    private static bool IsOpaque(JsonString found) => found.Name switch
    {
        "signature" or "encrypted_content" or "image_url" => true,
        "url" => found.Parent is "image_url" or "source" or "video_url",
        "data" or "file_data" => IsMedia(found.Text),
        _ => found.Text.StartsWith("data:", StringComparison.Ordinal)
            && found.Text.AsSpan(0, Math.Min(found.Text.Length, MinMedia)).Contains(";base64,", StringComparison.Ordinal),
    };

    private static bool IsMedia(string text) => text.StartsWith("data:", StringComparison.Ordinal)
        || (text.Length >= MinMedia && System.Buffers.Text.Base64.IsValid(text));

    private sealed record RequestText(Range Place, string Value, List<RequestText>? Nested)
    {
        public List<SensitivePlace> Places { get; } = [];
    }
}
