using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using SkiaSharp;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>Files as people send them.</summary>
internal static class Pictures
{
    /// <summary>Red on the left, blue on the right.</summary>
    public static byte[] Of(SKEncodedImageFormat kind, int width, int height, byte green = 0)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(new SKColor(255, green, 0));
            using var blue = new SKPaint { Color = new SKColor(0, green, 255) };
            canvas.DrawRect(width / 2f, 0, width / 2f, height, blue);
        }
        using var data = bitmap.Encode(kind, 90);
        return data.ToArray();
    }

    /// <summary>As a phone held upright writes it: lying, with a note to turn it by a quarter, and where it was taken.</summary>
    public static byte[] FromPhone(int width, int height, string place)
    {
        var plain = Of(SKEncodedImageFormat.Jpeg, width, height);
        byte[] note = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(place)];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(note.Length + 2));
        return [.. plain[..2], 0xFF, 0xE1, .. length, .. note, .. plain[2..]];
    }

    /// <summary>A picture that no format makes small.</summary>
    public static byte[] Noisy(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        using (var noise = new SKPaint { Shader = SKShader.CreatePerlinNoiseTurbulence(0.9f, 0.9f, 4, 1) })
        {
            canvas.Clear(SKColors.White);
            canvas.DrawRect(0, 0, width, height, noise);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }

    /// <summary>A few bytes that claim to be a great many pixels.</summary>
    public static byte[] Bomb(int width, int height)
    {
        var png = Of(SKEncodedImageFormat.Png, 600, 400);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Checksum(png.AsSpan(12, 17)));
        return png;
    }

    public static MultipartFormDataContent Form(byte[] file, string? alt, string name = "court.jpg", string type = "image/jpeg", string? token = null)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var form = new MultipartFormDataContent { { content, "photo", name } };
        if (alt is not null) form.Add(new StringContent(alt), "alt.en");
        if (token is not null) form.Add(new StringContent(token), "__RequestVerificationToken");
        return form;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }
        return ~sum;
    }
}
