using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Running;

/// <summary>Replaces the model in bodies of which nothing else changes.</summary>
internal static class ModelField
{
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> body, string wireModel)
    {
        ReadOnlyMemory<byte> quoted = JsonSerializer.SerializeToUtf8Bytes(wireModel);
        var model = TopLevel.Fields(body.Span).FindLast(field => field.Name == "model");
        return model.Name == "model"
            ? TopLevel.Edit(body.Span, [(model.Value, quoted)], [])
            : TopLevel.Edit(body.Span, [], [(byte[])[.. "\"model\":"u8, .. quoted.Span]]);
    }
}
