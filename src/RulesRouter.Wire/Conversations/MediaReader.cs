using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using RulesRouter.Conversations;
using RulesRouter.Formats;
using RulesRouter.Tokens;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>Reads an image, audio or a file: a string, or an object that has it as data, a URL or an id.</summary>
internal static class MediaReader
{
    private static readonly FieldNames Names = FieldNames.InSnakeCase<Field>();

    private enum Field
    {
        Type,
        MediaType,
        Data,
        Url,
        FileData,
        FileId,
        FileUrl,
        Content,
        Text,
        Filename,
        Format,
        Detail,
    }

    /// <param name="isBase64">A string here is data, not a URL or an id.</param>
    public static void Read(ref StrictReader json, MediaKind kind, bool isBase64, ImmutableArray<MessagePart>.Builder into)
    {
        if (json.Kind == JsonTokenType.String)
        {
            into.Add(Media(kind, json.RawString, isBase64));
            return;
        }

        if (!json.IsObject())
        {
            return;
        }

        var isText = false;
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Type:
                    isText = json.String() == "text";
                    break;
                case Field.Content or Field.Text:
                    NodeReader.Content(ref json, into);
                    break;
                case Field.Data when isText:
                    into.Add(new MessagePart.Text(json.String() ?? ""));
                    break;
                case Field.Data or Field.Url or Field.FileData or Field.FileId or Field.FileUrl when json.Kind == JsonTokenType.String:
                    into.Add(Media(kind, json.RawString, (Field)fields.Current is Field.Data or Field.FileData));
                    break;
                case Field.Data or Field.Url or Field.FileData or Field.FileId or Field.FileUrl:
                    json.RejectType("a string");
                    break;
                case Field.MediaType or Field.Filename or Field.Format or Field.Detail:
                    json.Skip();
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private static MessagePart.Media Media(MediaKind kind, ReadOnlySpan<byte> sent, bool isBase64)
    {
        var digest = "sha256:" + Sha256.Hex(sent);
        var isDataUrl = sent.StartsWith("data:"u8);
        var encoded = isDataUrl ? sent[(sent.IndexOf((byte)',') + 1)..] : isBase64 ? sent : [];
        return new MessagePart.Media(kind, TokensOf(kind, encoded), digest);
    }

    /// <param name="encoded">Base64; what follows a character that is none is ignored.</param>
    private static TokenCount TokensOf(MediaKind kind, ReadOnlySpan<byte> encoded)
    {
        var file = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(encoded.Length));
        try
        {
            Base64.DecodeFromUtf8(encoded, file, out _, out var length);
            return MediaTokens.Of(kind, file.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(file);
        }
    }
}
