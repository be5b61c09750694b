using System.Text;

namespace RulesRouter.Suites.Sandboxing;

/// <summary>Keeps the first and the last bytes of an output, and calls back when it has become too long.</summary>
internal sealed class BoundedOutput(long max, Action exceeded) : Stream
{
    private const int Head = 64 * 1024;
    private const int Tail = 256 * 1024;

    private readonly Lock gate = new();
    private readonly MemoryStream head = new();
    private readonly Queue<byte[]> tail = new();
    private int tailLength;
    private long length;
    private long dropped;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => length;

    public override long Position { get => length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (gate)
        {
            length += count;
            var toHead = (int)Math.Min(count, Head - head.Length);
            head.Write(buffer, offset, toHead);
            if (count > toHead)
            {
                tail.Enqueue(buffer[(offset + toHead)..(offset + count)]);
                tailLength += count - toHead;
                while (tailLength - tail.Peek().Length >= Tail)
                {
                    dropped += tail.Peek().Length;
                    tailLength -= tail.Dequeue().Length;
                }
            }

            if (length > max)
            {
                exceeded();
            }
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            var gap = dropped > 0 ? Encoding.UTF8.GetBytes($"\n[{dropped} bytes left out]\n") : [];
            return Encoding.UTF8.GetString([.. head.ToArray(), .. gap, .. tail.SelectMany(part => part)]);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
