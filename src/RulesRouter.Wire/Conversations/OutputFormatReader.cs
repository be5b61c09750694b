using System.Collections.Immutable;
using System.Text;
using RulesRouter.Diagnostics;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>
/// Reads the format that the answer must have: <c>response_format</c>, <c>text.format</c>, <c>output_config.format</c>. JSON of any kind
/// needs structured output; its schema counts by its size.
/// </summary>
internal static class OutputFormatReader
{
    private const string PlainText = "text";

    private static readonly ImmutableArray<string> Types = [PlainText, "json_object", "json_schema", "grammar", "python"];

    public static void Read(ref StrictReader json, VendorBody body)
    {
        if (!json.IsObject())
        {
            return;
        }

        var ahead = json.Ahead;
        var type = "";
        while (ahead.Read() && ahead.TokenType == System.Text.Json.JsonTokenType.PropertyName)
        {
            var isType = ahead.ValueSpan.SequenceEqual("type"u8);
            ahead.Read();
            type = isType && ahead.TokenType == System.Text.Json.JsonTokenType.String ? Encoding.UTF8.GetString(ahead.ValueSpan) : type;
            ahead.Skip();
        }

        if (!Types.Contains(type) && !json.IsTolerant)
        {
            var expected = $"expected one of {string.Join(", ", Types)}";
            json.Reject("type", type.Length == 0 ? "is missing" : $"unknown format `{type}`{Suggestion.Clause(type, Types, expected)}");
        }

        var raw = json.Raw();
        if (type != PlainText)
        {
            body.WantsStructuredOutput = true;
            body.DeclaredTokens += Utf8Tokens.Count(raw);
        }
    }

    /// <summary>The same for the field <c>format</c> of an object whose other fields do not matter here.</summary>
    public static void ReadWithin(ref StrictReader json, VendorBody body)
    {
        if (!json.IsObject())
        {
            return;
        }

        while (json.NextKey(out var name))
        {
            if (name == "format")
            {
                Read(ref json, body);
            }
            else
            {
                json.Skip();
            }
        }
    }
}
