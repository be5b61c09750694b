using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using RulesRouter.Conversations;
using RulesRouter.Formats;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Wire.Records;

/// <summary>
/// SHA-256 of the text of a request: the prompt, then each message's role and parts, then the instructions, one a line. Media are in it
/// with their own digest; reasoning and what counts only by its size are not.
/// </summary>
internal static class RequestDigest
{
    private static readonly string OfEmpty = Sha256.Digest("");

    public static string Of(DecisionRequest request)
    {
        if (request.Prompt is null && request.Messages.IsEmpty && request.Instructions.IsEmpty)
        {
            return OfEmpty;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, request.Prompt ?? "");
        foreach (var message in request.Messages)
        {
            AddLine(hash, EnumNames<MessageRole>.NameOf(message.Role));
            AddParts(hash, message.Parts);
        }

        AddParts(hash, request.Instructions);
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AddParts(IncrementalHash hash, IEnumerable<MessagePart> parts)
    {
        foreach (var part in parts)
        {
            AddPart(hash, part);
        }
    }

    private static void AddPart(IncrementalHash hash, MessagePart part)
    {
        switch (part)
        {
            case MessagePart.Text text:
                AddLine(hash, text.Value);
                break;
            case MessagePart.ToolCall call:
                AddLine(hash, call.CallId);
                AddLine(hash, call.Name);
                AddLine(hash, call.Arguments);
                break;
            case MessagePart.ToolResult result:
                AddLine(hash, result.CallId);
                AddParts(hash, result.Content);
                break;
            case MessagePart.Media media:
                AddLine(hash, media.Digest);
                break;
            case MessagePart.Reasoning or MessagePart.Opaque:
                break;
            default:
                throw new UnreachableException($"{part}");
        }
    }

    private static void AddLine(IncrementalHash hash, string text)
    {
        hash.AppendData("\n"u8);
        Add(hash, text);
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        hash.AppendData(utf8, 0, Encoding.UTF8.GetBytes(text, utf8));
        ArrayPool<byte>.Shared.Return(utf8);
    }
}
