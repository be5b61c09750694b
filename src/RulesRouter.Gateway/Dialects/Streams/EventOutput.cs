using System.Buffers;
using System.Text;
using System.Text.Json;
using RulesRouter.Gateway.Dialects.Json;

namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Writes server-sent events; the caller says where to before each step.</summary>
internal sealed class EventOutput : IDisposable
{
    private readonly Utf8JsonWriter json = new(Stream.Null, Writing.Options);

    public IBufferWriter<byte> To { get; set; } = new ArrayBufferWriter<byte>();

    /// <param name="name">The event line; null leaves it out.</param>
    public Utf8JsonWriter Begin(string? name)
    {
        if (name is not null)
        {
            To.Write("event: "u8);
            Encoding.UTF8.GetBytes(name, To);
            To.Write("\n"u8);
        }

        To.Write("data: "u8);
        json.Reset(To);
        return json;
    }

    public void End()
    {
        json.Flush();
        To.Write("\n\n"u8);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => To.Write(bytes);

    public void Dispose() => json.Dispose();
}
