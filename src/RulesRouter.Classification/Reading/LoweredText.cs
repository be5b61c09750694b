using System.Buffers;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// The text in lower case, one byte per character and each run of white space as one blank, buffered and passed to a listener in parts.
/// The end of the previous part stays in front as context. The buffer is pooled: dispose it.
/// </summary>
internal ref struct LoweredText
{
    /// <summary>The number of preceding characters that an n-gram needs.</summary>
    private const int Context = 3;

    private const byte Blank = (byte)' ';

    /// <summary>A larger threshold would let the words of a long text fill the bucket limit before its n-grams are seen.</summary>
    private const int FlushThreshold = 512;

    private readonly byte[] rented;
    private int length = Context;

    /// <param name="characters">Maximum number of characters that will be added.</param>
    public LoweredText(int characters)
    {
        rented = ArrayPool<byte>.Shared.Rent(characters + Context);
        rented.AsSpan(0, Context).Clear();
    }

    /// <summary>Receives the next characters; call <see cref="Advance"/> with their number afterwards.</summary>
    public readonly Span<byte> Free => rented.AsSpan(length);

    public void Advance(int characters) => length += characters;

    public void Add(char unit) => rented[length++] = (byte)unit;

    public void AddBlank()
    {
        rented[length] = Blank;
        length += rented[length - 1] == Blank ? 0 : 1;
    }

    public void FlushWhenFull<TListener>(ref TListener listener)
        where TListener : struct, IScanListener
    {
        if (length >= FlushThreshold)
        {
            Flush(ref listener);
        }
    }

    public void Flush<TListener>(ref TListener listener)
        where TListener : struct, IScanListener
    {
        listener.Characters(rented.AsSpan(0, length), Context);
        rented.AsSpan(length - Context, Context).CopyTo(rented);
        length = Context;
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
