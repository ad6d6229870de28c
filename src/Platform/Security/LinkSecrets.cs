using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Security;

/// <summary>
/// Secrets of one-time links on their way into a mail. Their owner stores a hash; facts and messages carry them sealed for the club, and what
/// a message says holds <see cref="Place"/> until the moment it leaves.
/// </summary>
public sealed class LinkSecrets(IDataProtectionProvider protection, CurrentTenant current)
{
    /// <summary>Stands in a link where its secret will be.</summary>
    public const string Place = "~key~";

    private const int Bytes = 32;

    private IDataProtector Seal => protection.CreateProtector("link-secrets", current.IsKnown ? current.Info.Id.ToString() : "platform");

    /// <summary>A new secret of 256 bits, as letters that an address can carry.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of a secret. It is random enough that a fast hash without salt is safe.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The secret, sealed for this club; at the portal, for the platform.</summary>
    public string Close(string secret) => Seal.Protect(secret);

    /// <summary>The secret that was sealed here.</summary>
    /// <exception cref="CryptographicException">It was sealed for another club, or by a key that is gone.</exception>
    public string Open(string closed) => Seal.Unprotect(closed);
}
