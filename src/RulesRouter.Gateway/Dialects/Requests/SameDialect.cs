using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>
/// A request for an upstream of the client's dialect: its bytes, with the upstream's name of the model, a maximum of output tokens that the
/// decision allows, and usage in streams, without which no cost is known.
/// </summary>
internal static class SameDialect
{
    public static ReadOnlyMemory<byte> Write(
        ReadOnlyMemory<byte> body,
        IReadOnlyList<TopLevelField> fields,
        ApiDialect dialect,
        UpstreamTarget target)
    {
        var replacements = new List<(Range, ReadOnlyMemory<byte>)>();
        var additions = new List<ReadOnlyMemory<byte>>();
        var maximums = MaximumFields(dialect);
        var (hasMaximum, isLowered) = (false, false);
        var streams = false;
        TopLevelField? options = null;
        TopLevelField? thinking = null;
        foreach (var field in fields)
        {
            var value = body.Span[field.Value];
            switch (field.Name)
            {
                case "model":
                    replacements.Add((field.Value, Quoted(target.WireModel)));
                    break;
                case "stream":
                    streams = field.Kind == JsonTokenType.True;
                    break;
                case "stream_options" when dialect == ApiDialect.OpenaiChat:
                    options = field;
                    break;
                case "thinking" when dialect == ApiDialect.AnthropicMessages:
                    thinking = field;
                    break;
                case var name when maximums.Contains(name) && field.Kind != JsonTokenType.Null:
                    hasMaximum = true;
                    if (Maximum(value, target.MaxOutputTokens) is { } stated)
                    {
                        isLowered |= stated.IsLowered;
                        replacements.Add((field.Value, Number(stated.Tokens)));
                    }

                    break;
            }
        }

        replacements.AddRange(
            OtherTier.Of(body, fields, dialect, target).Select(tier => (tier.Value, (ReadOnlyMemory<byte>)"null"u8.ToArray())));
        if (!fields.Any(field => field.Name == "model"))
        {
            additions.Add(Field("model", Quoted(target.WireModel).Span));
        }

        if (!hasMaximum && (dialect == ApiDialect.AnthropicMessages ? target.RequiredMaximum : target.MaxOutputTokens) is { } maximum)
        {
            SetMaximum(fields, MaximumField(dialect, target), maximum, replacements, additions);
        }

        if ((isLowered || !hasMaximum)
            && target.MaxOutputTokens is { } cap
            && thinking is { Kind: JsonTokenType.StartObject } wish)
        {
            FitThinking(body, wish, cap, replacements);
        }

        if (streams && dialect == ApiDialect.OpenaiChat)
        {
            AskForUsage(body, options, replacements, additions);
        }

        return replacements.Count + additions.Count == 0
            ? body
            : TopLevel.Edit(body.Span, [.. replacements.OrderBy(edit => edit.Item1.Start.Value)], additions);
    }

    /// <summary>A field that is null gets the value; an absent one is added.</summary>
    private static void SetMaximum(
        IReadOnlyList<TopLevelField> fields,
        string name,
        int maximum,
        List<(Range, ReadOnlyMemory<byte>)> replacements,
        List<ReadOnlyMemory<byte>> additions)
    {
        var index = fields.ToList().FindLastIndex(field => field.Name == name);
        if (index < 0)
        {
            additions.Add(Field(name, Number(maximum).Span));
        }
        else
        {
            replacements.Add((fields[index].Value, Number(maximum)));
        }
    }

    /// <summary>A budget of thinking has to be below the maximum; the other members of an enabled thinking stay.</summary>
    private static void FitThinking(
        ReadOnlyMemory<byte> body,
        TopLevelField thinking,
        int cap,
        List<(Range, ReadOnlyMemory<byte>)> replacements)
    {
        using var document = JsonDocument.Parse(body[thinking.Value], Parsing.Options);
        if (document.RootElement.Integer("budget_tokens") is { } budget && budget >= cap)
        {
            var wish = body.Span[thinking.Value];
            replacements.Add((thinking.Value, cap / 2 >= MessagesRequestWriter.MinBudget
                ? TopLevel.Edit(
                    wish,
                    [
                        .. TopLevel.Fields(wish)
                            .Where(field => field.Name == "budget_tokens")
                            .Select(field => (field.Value, Number(cap / 2))),
                    ],
                    [])
                : """{"type":"disabled"}"""u8.ToArray()));
        }
    }

    private static void AskForUsage(
        ReadOnlyMemory<byte> body,
        TopLevelField? options,
        List<(Range, ReadOnlyMemory<byte>)> replacements,
        List<ReadOnlyMemory<byte>> additions)
    {
        if (options is not { Kind: JsonTokenType.StartObject } given)
        {
            var asked = "{\"include_usage\":true}"u8.ToArray();
            if (options is { } empty)
            {
                replacements.Add((empty.Value, asked));
            }
            else
            {
                additions.Add(Field("stream_options", asked));
            }

            return;
        }

        using var document = JsonDocument.Parse(body[given.Value], Parsing.Options);
        if (document.RootElement.Boolean("include_usage") != true)
        {
            replacements.Add((given.Value, WithUsage(document.RootElement)));
        }
    }

    private static ReadOnlyMemory<byte> WithUsage(JsonElement options) => Writing.Document(json =>
    {
        json.WriteStartObject();
        foreach (var option in options.EnumerateObject().Where(option => !option.NameEquals("include_usage")))
        {
            option.WriteTo(json);
        }

        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
    });

    private static string[] MaximumFields(ApiDialect dialect) => dialect switch
    {
        ApiDialect.OpenaiChat => ["max_tokens", "max_completion_tokens"],
        ApiDialect.OpenaiResponses => ["max_output_tokens"],
        ApiDialect.AnthropicMessages => ["max_tokens"],
        _ => throw new UnreachableException($"{dialect}"),
    };

    private static string MaximumField(ApiDialect dialect, UpstreamTarget target) => dialect switch
    {
        ApiDialect.OpenaiChat => target.TakesMaxCompletionTokens ? "max_completion_tokens" : "max_tokens",
        ApiDialect.OpenaiResponses => "max_output_tokens",
        ApiDialect.AnthropicMessages => "max_tokens",
        _ => throw new UnreachableException($"{dialect}"),
    };

    /// <summary>What the upstream gets in place of a stated maximum: a lower one, or the same as an integer; null for none.</summary>
    private static (int Tokens, bool IsLowered)? Maximum(ReadOnlySpan<byte> value, int? cap) =>
        cap is not { } maximum ? null
        : !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given <= maximum) ? (maximum, true)
        : value.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? ((int)given, false)
        : null;

    private static ReadOnlyMemory<byte> Quoted(string text) =>
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text, Writing.Options.Encoder)}\"");

    private static ReadOnlyMemory<byte> Number(int value) => Encoding.UTF8.GetBytes($"{value}");

    private static ReadOnlyMemory<byte> Field(string name, ReadOnlySpan<byte> value) => (byte[])[.. Quoted(name).Span, (byte)':', .. value];
}
