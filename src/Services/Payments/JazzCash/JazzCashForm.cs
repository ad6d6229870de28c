using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>The form with which a payer arrives at JazzCash, as its fields are written.</summary>
internal static class JazzCashForm
{
    public const string Currency = "PKR";
    private const int LongestReference = 20;
    private const int LongestDescription = 100;
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>What the payment is called at JazzCash: the same for the same payment, and nobody guesses it.</summary>
    public static string ReferenceOf(Guid paymentId) => $"T{Coded(paymentId, LongestReference - 1)}";

    /// <summary>All fields, the hash among them.</summary>
    public static Dictionary<string, string?> Of(JazzCashAccount account, Payment payment, string returnUrl, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string?>
        {
            ["pp_Version"] = "1.1",
            ["pp_TxnType"] = account.TxnType,
            ["pp_Language"] = "EN",
            ["pp_MerchantID"] = account.MerchantId,
            ["pp_SubMerchantID"] = "",
            ["pp_Password"] = account.Password,
            ["pp_BankID"] = "",
            ["pp_ProductID"] = "",
            ["pp_TxnRefNo"] = payment.ProviderReference,
            ["pp_Amount"] = payment.AmountMinor.ToString(CultureInfo.InvariantCulture),
            ["pp_TxnCurrency"] = payment.Currency,
            ["pp_TxnDateTime"] = Time(now),
            ["pp_BillReference"] = payment.ProviderReference,
            ["pp_Description"] = Cleaned(payment.Description),
            ["pp_TxnExpiryDateTime"] = Time(payment.ExpiresAt ?? now.AddHours(1)),
            ["pp_ReturnURL"] = returnUrl,
            ["ppmpf_1"] = "",
            ["ppmpf_2"] = "",
            ["ppmpf_3"] = "",
            ["ppmpf_4"] = "",
            ["ppmpf_5"] = "",
        };
        fields[JazzCashHash.Field] = JazzCashHash.Of(fields, account.Salt);
        return fields;
    }

    /// <summary>An instant as it is written there.</summary>
    public static string Time(DateTimeOffset instant) => PakistanTime.Write(instant, "yyyyMMddHHmmss");

    /// <summary>A description without what they refuse.</summary>
    public static string Cleaned(string description)
    {
        var text = new StringBuilder();
        foreach (var letter in description.Normalize(NormalizationForm.FormC))
            text.Append(char.IsLetterOrDigit(letter) || letter is '.' or ',' or '-' ? letter : ' ');
        var words = string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? "Booking" : words.Length <= LongestDescription ? words : words[..LongestDescription].TrimEnd();
    }

    internal static string Coded(Guid id, int letters)
    {
        var hash = SHA256.HashData(id.ToByteArray());
        return string.Create(letters, hash, (text, bytes) =>
        {
            for (var at = 0; at < text.Length; at++) text[at] = Letters[bytes[at] % Letters.Length];
        });
    }
}
