using System.Text;
using System.Text.Json;

namespace RulesRouter.Wire.Records;

/// <summary>The contents of a log line, found without parsing all of it.</summary>
/// <param name="ReplayStart">Start of the value of <c>replay</c>; 0 if the line is a request.</param>
/// <param name="Id">The decision's id; empty for a request.</param>
/// <param name="Answer">The chosen endpoint or the denial code; empty for a request.</param>
/// <param name="IsReport">The line reports on a decision: an outcome, or its calls.</param>
internal readonly record struct LoggedLine(
    int ReplayStart,
    int ReplayLength,
    DateTimeOffset? At,
    string Id,
    string Answer,
    bool IsReport = false)
{
    public bool IsRecord => ReplayLength > 0;

    /// <exception cref="JsonException">The line is not a JSON object.</exception>
    /// <exception cref="InvalidDataException">The line is a decision without `replay`.</exception>
    public static LoggedLine Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException("expected a JSON object");
        }

        var line = new LoggedLine(0, 0, null, "", "");
        var decided = false;
        var (received, reports) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("replay"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                line = line with { ReplayStart = start, ReplayLength = (int)reader.BytesConsumed - start };
            }
            else if (reader.ValueTextEquals("at"u8))
            {
                reader.Read();
                line = line with { At = reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var at) ? at : null };
            }
            else if (reader.ValueTextEquals("decisionId"u8))
            {
                reader.Read();
                line = line with { Id = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "" };
            }
            else if (reader.ValueTextEquals("decision"u8))
            {
                reader.Read();
                decided = true;
                var enough = line is { IsRecord: true, At: not null, Id.Length: > 0 } && EndsAsObject(json);
                line = line with { Answer = AnswerOf(ref reader, enough) };
                if (enough && line.Answer.Length > 0)
                {
                    return line;
                }
            }
            else
            {
                received |= reader.ValueTextEquals("receivedAt"u8);
                reports |= reader.ValueTextEquals("outcome"u8) || reader.ValueTextEquals("calls"u8);
                reader.Read();
                reader.Skip();
            }
        }

        // Reject trailing or missing content.
        while (reader.Read())
        {
        }

        return decided && !line.IsRecord
            ? throw new InvalidDataException("the decision has no `replay` and cannot be decided again")
            : line with { IsReport = received && reports };
    }

    private static bool EndsAsObject(ReadOnlySpan<byte> json) => json.TrimEnd(" \t\r"u8) is [.., (byte)'}'];

    /// <param name="enough">Stop after the answer; nothing else of the line is needed.</param>
    private static string AnswerOf(ref Utf8JsonReader reader, bool enough)
    {
        var answer = "";
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return answer;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var chosen = reader.ValueTextEquals("chosen"u8);
            var denial = reader.ValueTextEquals("denial"u8);
            reader.Read();
            if ((chosen || denial) && reader.TokenType == JsonTokenType.StartObject)
            {
                answer = TextIn(ref reader, chosen ? "endpoint"u8 : "code"u8, enough);
                if (enough && answer.Length > 0)
                {
                    return answer;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return answer;
    }

    private static string TextIn(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, bool enough)
    {
        var text = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(name);
            reader.Read();
            if (wanted && reader.TokenType == JsonTokenType.String)
            {
                text = Encoding.UTF8.GetString(reader.ValueSpan);
                if (enough)
                {
                    return text;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return text;
    }
}
