using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.JazzCash;

namespace PadelSaaS.Payments.EasyPaisa;

/// <summary>The form with which a payer arrives at EasyPaisa, as its fields are written.</summary>
internal static class EasyPaisaForm
{
    public const string Currency = "PKR";
    private const string HashField = "merchantHashedReq";
    private const int MinorPerRupee = 100;
    private const int ReferenceLetters = 19;

    /// <summary>What the payment is called at EasyPaisa: the same for the same payment, and nobody guesses it.</summary>
    public static string ReferenceOf(Guid paymentId) => $"E{JazzCashForm.Coded(paymentId, ReferenceLetters)}";

    /// <summary>All fields of the first step.</summary>
    public static Dictionary<string, string> Of(EasyPaisaAccount account, Payment payment, string returnUrl, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string>
        {
            ["amount"] = Rupees(payment.Amount),
            ["storeId"] = account.StoreId,
            ["postBackURL"] = returnUrl,
            ["orderRefNum"] = payment.ProviderReference!,
            ["expiryDate"] = PakistanTime.Write(payment.ExpiresAt ?? now.AddHours(1), "yyyyMMdd HHmmss"),
            ["autoRedirect"] = "1",
        };
        if (account.HashKey is { Length: > 0 } key) fields[HashField] = Encrypted(fields, key);
        return fields;
    }

    /// <summary>
    /// The fields in the order of their names, encrypted as the guide says: AES in ECB. That hides little and proves nothing to us, so no answer
    /// is believed for it.
    /// </summary>
    public static string Encrypted(IEnumerable<KeyValuePair<string, string>> fields, string key)
    {
        var text = string.Join('&', fields.Where(field => field.Key != HashField && field.Value.Length > 0).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
        using var aes = Aes.Create();
        aes.Key = Encoding.ASCII.GetBytes(key);
#pragma warning disable CA5358 // The provider's guide says ECB, and nothing is trusted because of it.
        return Convert.ToBase64String(aes.EncryptEcb(Encoding.UTF8.GetBytes(text), PaddingMode.PKCS7));
#pragma warning restore CA5358
    }

    /// <summary>Rupees as they are written there: <c>4500.0</c>, <c>4500.5</c>, <c>4500.05</c>.</summary>
    public static string Rupees(Money amount)
    {
        var (rupees, paisa) = Math.DivRem(amount.AmountMinor, MinorPerRupee);
        var decimals = paisa % 10 == 0 ? (paisa / 10).ToString(CultureInfo.InvariantCulture) : paisa.ToString("00", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{rupees}.{decimals}");
    }

    /// <summary>Paisa of an amount in rupees; <see langword="null"/> where it is none to the paisa.</summary>
    public static long? Paisa(decimal rupees) =>
        rupees is >= 0 and < 1_000_000_000_000m && rupees * MinorPerRupee is var paisa && paisa == decimal.Truncate(paisa) ? (long)paisa : null;
}
