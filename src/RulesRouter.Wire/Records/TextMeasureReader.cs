using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Conversations;
using RulesRouter.Requests;
using RulesRouter.Tokens;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Records;

/// <summary>Reads the recorded size of a text.</summary>
internal static class TextMeasureReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Characters,
        Messages,
        Tokens,
        MinTokens,
        Conversation,
        Language,
        Intent,
        Tests,
    }

    public static TextMeasure? Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return null;
        }

        var (characters, messages, minTokens) = (0, 1, 0);
        int? tokens = null;
        ConversationState? conversation = null;
        string? language = null, intent = null;
        var tests = ImmutableSortedDictionary.CreateBuilder<string, bool>(StringComparer.Ordinal);
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Characters:
                    characters = json.Integer(0) ?? 0;
                    break;
                case Field.Messages:
                    messages = json.Integer(0) ?? 1;
                    break;
                case Field.Tokens:
                    tokens = json.Integer(0);
                    break;
                case Field.MinTokens:
                    minTokens = json.Integer(0) ?? 0;
                    break;
                case Field.Conversation:
                    conversation = ConversationStateReader.Value(ref json);
                    break;
                case Field.Language:
                    language = json.OneOf(Language.Codes, "language") is { } code ? Language.Codes[code] : null;
                    break;
                case Field.Intent:
                    intent = json.String();
                    break;
                case Field.Tests when json.IsObject():
                    while (json.NextKey(out var test))
                    {
                        tests[test] = json.Boolean() ?? false;
                    }

                    break;
                case Field.Tests:
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new TextMeasure(characters, messages, tokens is { } estimate ? new TokenCount(minTokens, estimate) : null)
        {
            Conversation = conversation,
            Language = language,
            Intent = intent,
            Tests = tests.ToImmutable(),
        };
    }
}
