using RulesRouter.Service.Options;

namespace RulesRouter.Service.Endpoints;

/// <summary>
/// Bounds the memory of all request bodies that are being read. Small bodies are not counted, so that large or slow requests cannot keep
/// them out.
/// </summary>
internal sealed class BodyMemory(ServiceOptions options)
{
    /// <summary>Bytes of each body that are not counted.</summary>
    private const int FreeBytes = 64 * 1024;

    private long used;

    /// <summary>False if the bodies would exceed the limit together; then <paramref name="held"/> is unchanged.</summary>
    /// <param name="held">Counted bytes of this body; 0 before the first call.</param>
    /// <param name="length">Bytes of this body so far.</param>
    public bool TryHold(ref long held, long length)
    {
        var more = Math.Max(0, length - FreeBytes) - held;
        if (more > 0 && Interlocked.Add(ref used, more) > options.MaxBodyMemory)
        {
            Interlocked.Add(ref used, -more);
            return false;
        }

        held += Math.Max(0, more);
        return true;
    }

    /// <summary>Ends the counting of a body.</summary>
    public void Release(long held)
    {
        if (held > 0)
        {
            Interlocked.Add(ref used, -held);
        }
    }
}
