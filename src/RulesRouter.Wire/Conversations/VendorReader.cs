using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Conversations;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>Reads the fields of a vendor's body, whichever vendor's it is.</summary>
internal static class VendorReader
{
    private static readonly ImmutableArray<string> OutputModalities = ["text", "audio"];

    public static void Read(ref StrictReader json, VendorField field, VendorBody body)
    {
        switch (field)
        {
            case VendorField.Model:
                body.Model = json.String();
                break;
            case VendorField.Messages or VendorField.Input:
                body.Messages = Messages(ref json, mayBeString: field == VendorField.Input);
                break;
            case VendorField.Instructions or VendorField.System:
                body.Instructions = [.. body.Instructions, .. Instructions(ref json)];
                break;
            case VendorField.Tools or VendorField.Functions or VendorField.McpServers:
                ReadTools(ref json, body);
                break;
            case VendorField.MaxTokens or VendorField.MaxCompletionTokens or VendorField.MaxOutputTokens:
                body.LimitOutput(json.OutputMaximum(mayBeLess: true));
                break;
            case VendorField.OutputFormat when json.Kind == JsonTokenType.String:
                // The name of a markup, in gateways that translate to other APIs.
                break;
            case VendorField.ResponseFormat or VendorField.OutputFormat:
                OutputFormatReader.Read(ref json, body);
                break;
            case VendorField.Text or VendorField.OutputConfig:
                OutputFormatReader.ReadWithin(ref json, body);
                break;
            case VendorField.ReasoningEffort or VendorField.Reasoning or VendorField.Thinking:
                body.WantsReasoning |= ReasoningReader.Wants(ref json);
                break;
            case VendorField.PreviousResponseId or VendorField.Conversation:
                body.HasStoredText = true;
                json.Skip();
                break;
            case VendorField.N:
                body.Answers = json.CountedInteger(1, DecisionRequest.MaxAnswers);
                break;
            case VendorField.Modalities:
                ReadModalities(ref json, body);
                break;
            default:
                throw new UnreachableException($"{field}");
        }
    }

    /// <summary>What the answer may consist of.</summary>
    private static void ReadModalities(ref StrictReader json, VendorBody body)
    {
        if (!json.IsList("a list of modalities"))
        {
            return;
        }

        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.IsTolerant)
            {
                body.WantsAudio |= json.String() == "audio";
            }
            else
            {
                body.WantsAudio |= json.OneOf(OutputModalities, "modality") == 1;
            }
        }
    }

    private static ImmutableArray<Message> Messages(ref StrictReader json, bool mayBeString)
    {
        if (mayBeString && json.Kind == JsonTokenType.String)
        {
            return [Message.Of(MessageRole.User, json.String() ?? "")];
        }

        if (!json.IsList(mayBeString ? "a string or a list" : "a list"))
        {
            return [];
        }

        var messages = ImmutableArray.CreateBuilder<Message>();
        for (var index = -1; json.NextItem(ref index);)
        {
            messages.Add(NodeReader.Message(ref json));
        }

        return messages.DrainToImmutable();
    }

    private static ImmutableArray<MessagePart> Instructions(ref StrictReader json)
    {
        var parts = ImmutableArray.CreateBuilder<MessagePart>();
        if (json.Kind is JsonTokenType.StartArray && json.Ahead is var ahead && ahead.Read() && IsItem(ahead))
        {
            foreach (var message in Messages(ref json, mayBeString: false))
            {
                parts.AddRange(message.Parts);
            }
        }
        else
        {
            NodeReader.Content(ref json, parts);
        }

        return parts.DrainToImmutable();
    }

    /// <summary>Responses may have messages in place of parts.</summary>
    private static bool IsItem(Utf8JsonReader first)
    {
        while (first.Read() && first.TokenType == JsonTokenType.PropertyName)
        {
            if (first.ValueTextEquals("role"u8))
            {
                return true;
            }

            first.Skip();
        }

        return false;
    }

    /// <summary>A tool's description and schema count by their JSON; what is in them is the vendor's to check.</summary>
    private static void ReadTools(ref StrictReader json, VendorBody body)
    {
        if (!json.IsList("a list"))
        {
            return;
        }

        for (var index = -1; json.NextItem(ref index);)
        {
            if (json.IsObject())
            {
                body.HasTools = true;
                body.DeclaredTokens += Utf8Tokens.Count(json.Raw());
            }
        }
    }
}
