using System.Text;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Redacting;

/// <summary>Puts values back in place of their placeholders in what an upstream answers.</summary>
/// <param name="isTextJson">The request requires JSON output: a value in a text then becomes part of a JSON string.</param>
internal sealed class Restoration(Placeholders placeholders, bool isTextJson)
{
    /// <summary>The answer's text, apart from its reasoning, is JSON.</summary>
    public bool IsTextJson => isTextJson;

    /// <summary>The text as far as it is complete, and the rest that may be the start of a placeholder.</summary>
    /// <param name="isJson">The text is JSON, or a part of it.</param>
    public (string Restored, string Held) Advance(string text, bool isJson)
    {
        var restored = new StringBuilder();
        var read = 0;
        for (var at = 0; (at = text.IndexOf(PlaceholderForm.Prefix, at, StringComparison.Ordinal)) >= 0;)
        {
            var length = PlaceholderForm.LengthOf(text.AsSpan(at));
            if (length == 0 || placeholders.ValueOf(text.AsSpan(at, length)) is not { } value)
            {
                at++;
                continue;
            }

            restored.Append(text, read, at - read).Append(isJson ? JsonStrings.Escape(value) : value);
            at += length;
            read = at;
        }

        var held = PlaceholderForm.UnfinishedAt(text, read);
        return read == 0 && held == text.Length
            ? (text, "")
            : (restored.Append(text, read, held - read).ToString(), text[held..]);
    }

    /// <summary>A text that is whole.</summary>
    public string Whole(string text, bool isJson)
    {
        var (restored, held) = Advance(text, isJson);
        return held.Length == 0 ? restored : restored + held;
    }

    /// <summary>Every string of a body or an event, with the names of fields; what is not JSON counts as one text.</summary>
    public ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> body)
    {
        try
        {
            var edits = Edits(body.Span);
            return edits.Count == 0
                ? body
                : TopLevel.Edit(body.Span, [.. edits.Select(edit => (edit.Place, (ReadOnlyMemory<byte>)JsonStrings.Quote(edit.Text)))], []);
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body.Span);
            var restored = Whole(text, isJson: false);
            return restored == text ? body : Encoding.UTF8.GetBytes(restored);
        }
    }

    /// <exception cref="JsonException">This is not JSON.</exception>
    public List<(Range Place, string Text)> Edits(ReadOnlySpan<byte> json)
    {
        var edits = new List<(Range, string)>();
        foreach (var found in JsonStrings.Of(json))
        {
            var restored = Whole(found.Text, IsJson(found));
            if (restored != found.Text)
            {
                edits.Add((found.Place, restored));
            }
        }

        return edits;
    }

    private bool IsJson(JsonString found) => !found.IsName && !found.IsToolInput && found.Name switch
    {
        "arguments" or "partial_json" => true,
        "content" => isTextJson,
        "text" => isTextJson && found.Parent != "summary",
        _ => false,
    };
}
