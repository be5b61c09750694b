using System.Text;

namespace RulesRouter.FaultTests.Faults;

/// <summary>A request as bytes.</summary>
/// <param name="IsOfAnotherProtocol">
/// It names a version of HTTP or a transfer coding that does not exist, of which 505 and 501 are the right answers.
/// </param>
internal sealed record HostileRequest(byte[] Bytes, bool IsOfAnotherProtocol)
{
    public bool MayBe(int status) => IsOfAnotherProtocol && status is 501 or 505;

    public override string ToString() =>
        Encoding.Latin1.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 400))).ReplaceLineEndings("\\n");
}
