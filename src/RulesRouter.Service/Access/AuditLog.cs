using System.Buffers;
using System.Text.Json;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Access;

/// <summary>
/// Appends administrative calls and denied access to a file, one JSON object a line. Denied access is limited to <see cref="Burst"/> lines
/// at once and <see cref="PerSecond"/> a second, so that a caller cannot fill the disk; the next line says how many are missing.
/// </summary>
internal sealed partial class AuditLog(AccessOptions options, TimeProvider clock, ILogger<AuditLog> log)
{
    private const int Burst = 100;
    private const int PerSecond = 10;
    private const int MaxText = 256;

    private readonly Lock writing = new();
    private double allowed = Burst;
    private long last = clock.GetTimestamp();
    private long missing;
    private bool isFailing;

    public void Administered(HttpContext context) =>
        Write("administer", context, context.Response.StatusCode, null, context.Caller().KeyId, 0);

    /// <param name="keyId">The known id that the caller has or claims; null if there is none.</param>
    public void Denied(HttpContext context, int status, string reason, string? keyId)
    {
        long skipped;
        lock (writing)
        {
            var now = clock.GetTimestamp();
            allowed = Math.Min(Burst, allowed + (clock.GetElapsedTime(last, now).TotalSeconds * PerSecond));
            last = now;
            if (allowed < 1)
            {
                missing++;
                return;
            }

            allowed--;
            (skipped, missing) = (missing, 0);
        }

        Write("denied", context, status, reason, keyId, skipped);
    }

    private void Write(string happened, HttpContext context, int status, string? reason, string? keyId, long skipped)
    {
        if (options.AuditPath is not null)
        {
            Append(Line(happened, context, status, reason, keyId, skipped));
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (options.AuditPath is not { } path)
        {
            return;
        }

        try
        {
            lock (writing)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                file.Write(line);
                isFailing = false;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!isFailing)
            {
                isFailing = true;
                LogNotWritten(log, exception.Message);
            }
        }
    }

    private byte[] Line(string happened, HttpContext context, int status, string? reason, string? keyId, long skipped)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("at", clock.GetUtcNow());
            json.WriteString("event", happened);
            json.WriteString("keyId", keyId);
            json.WriteString("remote", context.Connection.RemoteIpAddress?.ToString());
            json.WriteString("method", Clipped(context.Request.Method));
            // Without the query: a caller may have put a secret there.
            json.WriteString("path", Clipped(context.Request.Path.Value ?? ""));
            json.WriteNumber("status", status);
            if (reason is not null)
            {
                json.WriteString("reason", reason);
            }

            if (skipped > 0)
            {
                json.WriteNumber("missing", skipped);
            }

            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>A revision that weakens protection: used, held until it is confirmed, or confirmed.</summary>
    /// <param name="happened">As <c>reload-weaker</c>.</param>
    public void Reloaded(string happened, string revision, IEnumerable<string> reasons)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("at", clock.GetUtcNow());
            json.WriteString("event", happened);
            json.WriteString("revision", revision);
            json.WriteStartArray("reasons");
            foreach (var reason in reasons)
            {
                json.WriteStringValue(Clipped(reason));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        Append(line.WrittenSpan);
    }

    private static string Clipped(string text) => text.Length <= MaxText ? text : text[..MaxText] + "…";

    [LoggerMessage(Level = LogLevel.Error, Message = "the audit log cannot be written: {Reason}")]
    private static partial void LogNotWritten(ILogger log, string reason);
}
