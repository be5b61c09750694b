using RulesRouter.Conversations;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Records;

/// <summary>Writes the sizes and facts of a request's text, without the text.</summary>
internal static class TextMeasureWriter
{
    public static void Write(CompactJson json, DecisionRequest request)
    {
        if (!RequestText.Has(request))
        {
            return;
        }

        json.StartObject("text"u8);
        json.Number("characters"u8, RequestText.Characters(request));
        json.Number("messages"u8, RequestText.MessageCount(request));
        if (request.Measured is not { Tokens: null })
        {
            var tokens = RequestText.Tokens(request);
            json.Number("tokens"u8, tokens.Estimate);
            json.Number("minTokens"u8, tokens.LowerBound);
        }

        if (RequestText.MeasureOf(request).Conversation is { } conversation)
        {
            WriteConversation(json, conversation);
        }

        if (request.Measured is { } measured)
        {
            WriteTextFacts(json, measured);
        }

        json.EndObject();
    }

    private static void WriteTextFacts(CompactJson json, TextMeasure measured)
    {
        if (measured.Language is { } language)
        {
            json.String("language"u8, language);
        }

        if (measured.Intent is { } intent)
        {
            json.String("intent"u8, intent);
        }

        if (!measured.Tests.IsEmpty)
        {
            json.StartObject("tests"u8);
            foreach (var (test, passed) in measured.Tests)
            {
                json.Name(test);
                json.Boolean(passed);
            }

            json.EndObject();
        }
    }

    private static void WriteConversation(CompactJson json, ConversationState conversation)
    {
        json.StartObject("conversation"u8);
        json.Number("message"u8, conversation.Message);
        json.String("step"u8, EnumNames<Step>.NameOf(conversation.Step));
        json.Number("turns"u8, conversation.Turns);
        json.Number("tokens"u8, conversation.Tokens);
        json.Number("toolFailures"u8, conversation.ToolFailures);
        json.Number("filesTouched"u8, conversation.FilesTouched);
        if (conversation.LastTest is { } outcome)
        {
            json.String("lastTest"u8, EnumNames<TestOutcome>.NameOf(outcome));
        }

        if (!conversation.HasRequest)
        {
            json.Boolean("hasRequest"u8, false);
        }

        json.EndObject();
    }
}
